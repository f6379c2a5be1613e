package io.edict.spring.internal.importing;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The time that a start may wait for the store, over all imports: what one of them has waited, the next ones have less.
 * Owned by the thread that starts the application.
 */
final class StartBudget {
    private final LongSupplier nanos;
    private long left;

    StartBudget(Duration whole, LongSupplier nanos) {
        this.nanos = nanos;
        this.left = whole.toNanos();
    }

    /** Does something that waits for the store, and is told how long it may. */
    <T> T spend(Function<Duration, T> wait) {
        long began = nanos.getAsLong();
        try {
            return wait.apply(Duration.ofNanos(left));
        } finally {
            left = Math.max(0, left - (nanos.getAsLong() - began));
        }
    }
}
