package io.edict.plain.internal.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a read is tried again: full jitter up to 100 ms, doubling to 10 s, so that a fleet that lost the
 * same server does not come back in step.
 */
final class Backoff {
    private static final long FIRST = 100;
    private static final long LONGEST = 10_000;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration before(int attempt) {
        long most = Math.min(LONGEST, FIRST << Math.min(attempt - 1, 10));
        return Duration.ofMillis(1 + random.nextLong(most));
    }
}
