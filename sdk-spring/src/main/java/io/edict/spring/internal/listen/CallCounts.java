package io.edict.spring.internal.listen;

import java.time.Duration;

/** Counts the calls of one method. May be used from any thread. */
final class CallCounts {
    private final String name;

    // Guarded by this.
    private long calls;
    private long failures;
    private long slow;
    private int running;
    private long lastNanos;
    private long totalNanos;

    CallCounts(String name) {
        this.name = name;
    }

    synchronized void begin() {
        running++;
    }

    synchronized void end(long nanos, boolean failed) {
        running--;
        calls++;
        if (failed) {
            failures++;
        }
        lastNanos = nanos;
        totalNanos += nanos;
    }

    synchronized void slow() {
        slow++;
    }

    synchronized ListenerStatistics statistics() {
        return new ListenerStatistics(
                name, calls, failures, slow, running > 0, Duration.ofNanos(lastNanos), Duration.ofNanos(totalNanos));
    }
}
