package io.edict.benchmarks;

import io.edict.Snapshot;
import java.util.concurrent.TimeUnit;

/** Waits until somebody holds a change. Guarded by its monitor. */
final class Ear {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private long heard = -1;
    private long at;

    /** Somebody holds a version, parsed: the corpus tells which change it is. */
    void heard(Snapshot snapshot) {
        heard(snapshot.getLong(Corpus.path(0)) - (Long) Corpus.value(0, 0));
    }

    /** Somebody holds a change. */
    void heard(long change) {
        long now = System.nanoTime();
        synchronized (this) {
            if (change > heard) {
                heard = change;
                at = now;
                notifyAll();
            }
        }
    }

    /** Waits for a change and tells when it was held, by the clock of {@link System#nanoTime}. */
    synchronized long await(long change) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (heard < change) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("Change " + change + " was not heard of; the last one was " + heard);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return at;
    }
}
