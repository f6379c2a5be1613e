package io.edict.spring.internal.reload;

import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.Format;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.spring.testing.Apps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** A store in memory, somebody who publishes to it, and at most one application that takes its configuration from it. */
final class Publishing implements AutoCloseable {
    final InMemoryStore store = new InMemoryStore();
    private final ConfigClient operator = Edict.connect(store).author("test").start();
    private @Nullable ConfigurableApplicationContext context;

    /** Publishes HOCON, and waits until the application has put the version in force or refused it. */
    PublishResult publish(String id, String hocon) {
        return publish(hocon(id, hocon)).get(0);
    }

    static Publication hocon(String id, String hocon) {
        return Publication.of(id, Format.HOCON, hocon);
    }

    /** Publishes in one transaction, and waits as the other does. */
    List<PublishResult> publish(Publication... publications) {
        List<PublishResult> results = publishOnly(publications);
        ConfigurableApplicationContext running = context;
        if (running != null) {
            ConfigClient client = running.getBean(ConfigClient.class);
            results.forEach(result -> await().atMost(Duration.ofSeconds(20)).until(() -> isDecided(client, result)));
        }
        return results;
    }

    /** Publishes in one transaction, and does not wait. */
    List<PublishResult> publishOnly(Publication... publications) {
        return operator.publisher().publish(List.of(publications));
    }

    private static boolean isDecided(ConfigClient client, PublishResult result) {
        DocumentStatus status = client.status().documents().stream()
                .filter(one -> one.id().equals(result.published().id()))
                .findFirst()
                .orElse(null);
        return status == null
                || isNow(status.version(), result)
                || (status.refusal() != null && isNow(status.refusal().version(), result));
    }

    private static boolean isNow(io.edict.@Nullable Version version, PublishResult result) {
        return version != null && !result.version().isNewerThan(version);
    }

    /** Deletes a document, and waits as {@link #publish} does. */
    void delete(String id) {
        publish(Publication.deletion(DocumentId.of(id)));
    }

    /** Prepares an application that imports documents of this store; with what it needs in order to follow them. */
    Apps app(String imports, Class<?>... sources) {
        List<Class<?>> all = new ArrayList<>(Arrays.asList(sources));
        all.add(Following.class);
        return Apps.of(all.toArray(Class<?>[]::new)).store(store).with("spring.config.import=" + imports);
    }

    /** Starts an application, which is closed in the end. */
    ConfigurableApplicationContext start(Apps app) {
        ConfigurableApplicationContext started = app.start();
        context = started;
        return started;
    }

    /** Starts an application that imports documents of this store, and closes it in the end. */
    ConfigurableApplicationContext start(String imports, Class<?>... sources) {
        return start(app(imports, sources));
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
        operator.close();
    }
}
