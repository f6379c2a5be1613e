package io.edict.dogma;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.centraldogma.client.Watcher;
import com.linecorp.centraldogma.common.Revision;
import java.util.concurrent.TimeUnit;

/** Hears of each revision of a document, parsed, and tells when that was. Guarded by its monitor. */
final class Follower implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Watcher<JsonNode> watcher;
    private Revision held = Revision.INIT;
    private long at;

    Follower(Watcher<JsonNode> watcher) {
        this.watcher = watcher;
        watcher.watch((revision, document) -> held(revision));
    }

    private void held(Revision revision) {
        long now = System.nanoTime();
        synchronized (this) {
            if (revision.compareTo(held) > 0) {
                held = revision;
                at = now;
                notifyAll();
            }
        }
    }

    /** Waits for the content that is there at first, and tells when it was held. */
    long first() throws InterruptedException {
        return await(Revision.INIT.forward(1));
    }

    /** Waits for a revision, and tells when it was held, by the clock of {@link System#nanoTime}. */
    synchronized long await(Revision revision) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (held.compareTo(revision) < 0) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("Revision " + revision.major() + " was not heard of");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return at;
    }

    @Override
    public void close() {
        watcher.close();
    }
}
