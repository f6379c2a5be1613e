package io.edict.spring.internal.importing;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

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

    /** How long the rest of the start may wait. */
    Duration left() {
        return Duration.ofNanos(left);
    }

    /** Does something that waits for the store. */
    <T> T spend(Supplier<T> wait) {
        long began = nanos.getAsLong();
        try {
            return wait.get();
        } finally {
            left = Math.max(0, left - (nanos.getAsLong() - began));
        }
    }
}
