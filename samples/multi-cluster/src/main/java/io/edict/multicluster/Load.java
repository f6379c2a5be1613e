package io.edict.multicluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.Version;
import io.edict.error.EdictException;
import io.edict.error.OutcomeUnknownException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Publishes a document all the time, on a thread of its own, whatever happens. */
final class Load implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(80);

    private final ConfigPublisher publisher;
    private final DocumentId id;
    private final Thread thread;
    private volatile boolean closed;

    @GuardedBy("this")
    private final Tally tally = new Tally();

    /** How it went. */
    private static final class Tally {
        private long published;
        private long refused;
        private @Nullable Version newest;
        private @Nullable String refusal;
        private @Nullable String unknown;
        private long publishedAt = System.nanoTime();
        private Duration longestGap = Duration.ZERO;
    }

    Load(ConfigPublisher publisher, DocumentId id) {
        this.publisher = publisher;
        this.id = id;
        this.thread = new Thread(this::run, "load");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        for (long n = 1; !closed; n++) {
            try {
                published(publisher
                        .publish(Publication.of(id, Format.HOCON, "n = " + n))
                        .version());
            } catch (EdictException e) {
                refused(e);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private synchronized void published(Version version) {
        long now = System.nanoTime();
        Duration gap = Duration.ofNanos(now - tally.publishedAt);
        tally.longestGap = gap.compareTo(tally.longestGap) > 0 ? gap : tally.longestGap;
        tally.publishedAt = now;
        tally.newest = version;
        tally.published++;
    }

    private synchronized void refused(EdictException e) {
        tally.refused++;
        String told = e.getClass().getSimpleName() + ": " + e.getMessage();
        if (e instanceof OutcomeUnknownException) {
            tally.unknown = told;
        } else if (tally.refusal == null) {
            tally.refusal = told;
        }
    }

    synchronized long published() {
        return tally.published;
    }

    synchronized long refused() {
        return tally.refused;
    }

    /** The first refusal, or nothing yet. */
    synchronized @Nullable String refusal() {
        return tally.refusal;
    }

    /** What came of a publish that was under way when its cluster was killed, or nothing. */
    synchronized @Nullable String unknown() {
        return tally.unknown;
    }

    /** How long after a moment the newest publish that succeeded was, or zero if it was before. */
    synchronized Duration newestAfter(long nanos) {
        return Duration.ofNanos(Math.max(0, tally.publishedAt - nanos));
    }

    /** The longest time between two publishes that succeeded. */
    synchronized Duration longestGap() {
        return tally.longestGap;
    }

    /** The newest version that it published. */
    synchronized Version newest() {
        Version newest = tally.newest;
        if (newest == null) {
            throw new IllegalStateException("Nothing was published yet");
        }
        return newest;
    }

    /** Ends after the publish that is under way; to be called again does no harm. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
