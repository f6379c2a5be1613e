package io.edict.plain.internal.dispatch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of application code by {@link UserCode}: waiting, then running on one thread, then ended; and settled with the
 * first outcome that comes, whichever of these it is in. Any thread; the lock is held for a few instructions, and while
 * the thread is interrupted, so that it cannot go on to something else meanwhile.
 *
 * @param <T> the result's type
 */
final class Run<T> {
    private final String what;
    private final Duration timeout;
    private final long handedInNanos;

    private final Object lock = new Object();

    /** Null once it was taken, or will never be, so that nothing is kept alive by a run that waits behind blocked ones. */
    @GuardedBy("lock")
    private @Nullable Callable<T> body;

    /** Null once it was told. */
    @GuardedBy("lock")
    private @Nullable Consumer<? super Outcome<T>> then;

    @GuardedBy("lock")
    private @Nullable Thread thread;

    @GuardedBy("lock")
    private @Nullable Future<?> watch;

    @GuardedBy("lock")
    private boolean begun;

    @GuardedBy("lock")
    private long begunNanos;

    Run(String what, Duration timeout, long now, Callable<T> body, Consumer<? super Outcome<T>> then) {
        this.what = what;
        this.timeout = timeout;
        this.handedInNanos = now;
        this.body = body;
        this.then = then;
    }

    String what() {
        return what;
    }

    Duration timeout() {
        return timeout;
    }

    long handedInNanos() {
        return handedInNanos;
    }

    boolean hasBegun() {
        synchronized (lock) {
            return begun;
        }
    }

    long begunNanos() {
        synchronized (lock) {
            return begunNanos;
        }
    }

    boolean isSettled() {
        synchronized (lock) {
            return then == null;
        }
    }

    /** Marks the run as running on the calling thread, and gives the body out; null if it is not to begin any more. */
    @Nullable
    Callable<T> begin(long now) {
        synchronized (lock) {
            Callable<T> taken = body;
            body = null;
            if (taken != null) {
                thread = Thread.currentThread();
                begun = true;
                begunNanos = now;
            }
            return taken;
        }
    }

    /** After this {@link #interrupt} does nothing. */
    void end() {
        synchronized (lock) {
            thread = null;
        }
    }

    /** Interrupts the body if it is running, unless it is the caller's own. */
    void interrupt() {
        synchronized (lock) {
            if (thread != null && thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }

    /**
     * How much time is left.
     *
     * @param now the time
     * @param lastProgress when a body last began or ended
     * @return nanoseconds; the timeout is over if they are not positive
     */
    long nanosLeft(long now, long lastProgress) {
        synchronized (lock) {
            long waitsSince = lastProgress - handedInNanos > 0 ? lastProgress : handedInNanos;
            return timeout.toNanos() - (now - (begun ? begunNanos : waitsSince));
        }
    }

    /** Keeps what looks at the run's time, to call it off once there is an outcome. */
    void watchedBy(Future<?> watching) {
        synchronized (lock) {
            watch = watching;
        }
        if (isSettled()) {
            watching.cancel(false);
        }
    }

    /** Tells the outcome, if it is the first one. A body that waits does not begin any more. */
    void settle(Outcome<T> outcome) {
        Consumer<? super Outcome<T>> told;
        Future<?> watching;
        synchronized (lock) {
            told = then;
            watching = watch;
            then = null;
            watch = null;
            body = null;
        }
        if (watching != null) {
            watching.cancel(false);
        }
        if (told != null) {
            told.accept(outcome);
        }
    }
}
