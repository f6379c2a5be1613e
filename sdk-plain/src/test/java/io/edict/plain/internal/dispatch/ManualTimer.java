package io.edict.plain.internal.dispatch;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that the test moves, and a timer that runs what was scheduled when the test says so, whatever the delay. */
final class ManualTimer extends ScheduledThreadPoolExecutor {
    private final Queue<Runnable> scheduled = new ConcurrentLinkedQueue<>();
    private final AtomicLong nanos = new AtomicLong();

    ManualTimer() {
        super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        scheduled.add(command);
        return super.schedule(() -> {}, 0, unit);
    }

    long nanoTime() {
        return nanos.get();
    }

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    int scheduledChecks() {
        return scheduled.size();
    }

    /** Moves the clock and runs what had been scheduled until now. */
    void runAfter(Duration by) {
        advance(by);
        for (int left = scheduled.size(); left > 0; left--) {
            scheduled.remove().run();
        }
    }
}
