package io.edict.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.spring.ConfigChangedEvent;
import io.edict.spring.ConfigRefusedEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationContextEvent;

/** Hears from the service's own events which versions it has put in force, or refused. */
final class Decisions implements ApplicationListener<ApplicationContextEvent> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DocumentId document;

    @GuardedBy("this")
    private long decided;

    Decisions(DocumentId document) {
        this.document = document;
    }

    @Override
    public void onApplicationEvent(ApplicationContextEvent event) {
        if (event instanceof ConfigChangedEvent changed) {
            decided(Optional.ofNullable(changed.change().documents().get(document))
                    .flatMap(now -> now)
                    .map(VersionInfo::version)
                    .orElse(null));
        } else if (event instanceof ConfigRefusedEvent refused
                && refused.document().equals(document)) {
            decided(refused.refusal().version());
        }
    }

    private synchronized void decided(@Nullable Version version) {
        if (version != null) {
            decided = Math.max(decided, version.number());
            notifyAll();
        }
    }

    /** Waits until the service has decided on a version, and told everybody. */
    synchronized void await(long version) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (decided < version) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("The service did not decide on version " + version);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
