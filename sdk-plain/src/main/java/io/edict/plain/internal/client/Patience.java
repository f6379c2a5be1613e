package io.edict.plain.internal.client;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param backoff how long to wait before a read is tried again
 * @param gate how long application code may take over a batch of versions
 * @param transaction how long a version waits for the others of its transaction
 */
record Patience(Backoff backoff, Duration gate, Duration transaction) {
    private static final long LONGEST_MILLIS = 100;

    /** How long to wait before documents are read together again, so that a fleet does not read in step. */
    Duration beforeReadingAgain(int attempt) {
        if (attempt <= 1) {
            return Duration.ZERO;
        }
        Duration jittered = backoff.before(1);
        long most = Math.min(LONGEST_MILLIS, 1L << Math.min(attempt, 10));
        return Duration.ofMillis(Math.min(jittered.toMillis(), most));
    }
}
