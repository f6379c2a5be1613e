package io.edict.plain.internal.dispatch;

import java.time.Duration;

/**
 * How many threads a {@link ListenerPool} may have, and for how long.
 *
 * @param core the threads for tasks that return soon
 * @param max the most threads, with those that stand in for blocked ones
 * @param stuckAfter how long a thread may be busy with one task before it counts as stuck
 * @param idleAfter how long a thread waits for a task before it ends
 */
public record PoolLimits(int core, int max, Duration stuckAfter, Duration idleAfter) {
    private static final PoolLimits DEFAULTS = new PoolLimits(2, 256, Duration.ofMillis(100), Duration.ofSeconds(10));

    /** Checks the limits. */
    public PoolLimits {
        if (core < 1 || max < core) {
            throw new IllegalArgumentException(
                    "A pool needs 1 <= core <= max threads, but core " + core + " and max " + max + " came");
        }
    }

    /** 2 threads, up to 256 while listeners block; stuck after 100 ms, gone after 10 s without a task. */
    public static PoolLimits defaults() {
        return DEFAULTS;
    }
}
