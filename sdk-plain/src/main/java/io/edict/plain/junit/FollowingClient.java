package io.edict.plain.junit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.AwaitTimeoutException;
import io.edict.plain.ClientBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that a test waits for: takes note of which versions it has decided upon. */
final class FollowingClient {
    @GuardedBy("this")
    private final Map<DocumentId, Version> decided = new HashMap<>();

    private final ConfigClient client;

    FollowingClient(ClientBuilder builder) {
        this.client = builder.onEvent(this::hear).start();
    }

    ConfigClient client() {
        return client;
    }

    void close() {
        client.close();
    }

    private void hear(ClientEvent event) {
        if (event instanceof ClientEvent.Applied applied) {
            decided(applied.snapshot().id(), applied.snapshot().version());
        } else if (event instanceof ClientEvent.Refused refused
                && refused.refusal().version() != null) {
            decided(refused.id(), refused.refusal().version());
        }
    }

    private synchronized void decided(DocumentId id, Version version) {
        decided.merge(id, version, (a, b) -> b.isNewerThan(a) ? b : a);
        notifyAll();
    }

    /** Waits until a version, or a newer one, is in force or refused; not for a document that the client does not follow. */
    void awaitDecision(VersionInfo published, Duration patience) {
        boolean follows = client.status().documents().stream()
                .anyMatch(status -> status.id().equals(published.id()));
        if (follows && !decidedWithin(published, System.nanoTime() + patience.toNanos())) {
            throw new AwaitTimeoutException(
                    published.id() + " version " + published.version() + " was neither put in force nor refused within "
                            + patience.toMillis() + " ms; " + client.status().documents(),
                    published.id(),
                    published.version());
        }
    }

    private synchronized boolean decidedWithin(VersionInfo published, long end) {
        try {
            while (isOlder(decided.get(published.id()), published.version())) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isOlder(@Nullable Version decided, Version published) {
        return decided == null || published.isNewerThan(decided);
    }
}
