package io.edict.drill.fleet;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something, with an end. */
final class Patience {
    private static final long STEP = Duration.ofMillis(50).toNanos();

    private Patience() {}

    /** Waits until it is so; whether it became so in time. */
    static boolean waitFor(Duration limit, BooleanSupplier until) {
        long end = System.nanoTime() + limit.toNanos();
        while (!until.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(STEP);
        }
        return true;
    }

    /** Waits until it is so, and fails if it does not become so in time. */
    static void until(Duration limit, String what, BooleanSupplier until) {
        if (!waitFor(limit, until)) {
            throw new IllegalStateException("Waited " + limit.toSeconds() + " s in vain for " + what);
        }
    }

    /** Lets a fault last. */
    static void pass(Duration time) {
        waitFor(time, () -> false);
    }
}
