package io.edict.spring.test;

import io.edict.ConfigClient;
import io.edict.DocumentStatus;
import io.edict.DocumentStatus.Refusal;
import io.edict.Format;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.AwaitTimeoutException;
import io.edict.spring.internal.reload.Reload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;

/** Publishes to a test's store, and asks its application whether it is done with that. */
final class ContextTester implements EdictTester, DisposableBean {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private final StoreOfTest store;
    private final ApplicationContext context;

    ContextTester(StoreOfTest store, ApplicationContext context) {
        this.store = store;
        this.context = context;
    }

    @Override
    public PublishResult publish(String id, String hocon) {
        return publish(Publication.of(id, Format.HOCON, hocon)).get(0);
    }

    @Override
    public List<PublishResult> publish(Publication... publications) {
        List<PublishResult> results = store.publish(List.of(publications));
        long end = System.nanoTime() + PATIENCE.toNanos();
        results.forEach(result -> await(result.published(), end));
        return results;
    }

    private void await(VersionInfo published, long end) {
        ConfigClient client = context.getBean(ConfigClient.class);
        Reload reload = context.getBean(Reload.class);
        while (!isDecided(client, published) || reload.told() < reload.view().generation()) {
            if (System.nanoTime() > end) {
                throw new AwaitTimeoutException(
                        published.id() + " version " + published.version()
                                + " was neither put in force nor refused within " + PATIENCE.toMillis() + " ms; "
                                + status(client, published)
                                        .map(Object::toString)
                                        .orElse("it is not imported"),
                        published.id(),
                        published.version());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** Whether the application has put the version in force or refused it, or does not follow the document. */
    private static boolean isDecided(ConfigClient client, VersionInfo published) {
        DocumentStatus status = status(client, published).orElse(null);
        return status == null
                || isThere(Optional.ofNullable(status.version()), published)
                || isThere(status.refused().map(Refusal::version), published);
    }

    private static Optional<DocumentStatus> status(ConfigClient client, VersionInfo published) {
        return client.status().documents().stream()
                .filter(status -> status.id().equals(published.id()))
                .findFirst();
    }

    private static boolean isThere(Optional<Version> decided, VersionInfo published) {
        return decided.filter(version -> !published.version().isNewerThan(version))
                .isPresent();
    }

    @Override
    public void outage(boolean begins) {
        store.outage(begins);
    }

    @Override
    public void destroy() {
        store.close();
    }
}
