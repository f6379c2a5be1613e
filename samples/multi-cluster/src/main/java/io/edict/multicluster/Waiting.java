package io.edict.multicluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what must come. */
final class Waiting {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 5;
    private static final long ASK_MILLIS = 500;

    private Waiting() {}

    /** Looks often, at what is in memory. */
    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        until(what, condition, LOOK_MILLIS);
    }

    /** Looks now and then, at what the clusters must be asked for. */
    static void untilAsked(String what, BooleanSupplier condition) throws InterruptedException {
        until(what, condition, ASK_MILLIS);
    }

    private static void until(String what, BooleanSupplier condition, long pauseMillis) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("Waited " + LIMIT.toSeconds() + " s for this: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
    }
}
