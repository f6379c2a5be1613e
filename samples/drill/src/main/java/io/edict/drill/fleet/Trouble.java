package io.edict.drill.fleet;

import java.time.Duration;

/**
 * A fault about to be done.
 *
 * @param target what is done to whom, for people
 * @param begin does it
 * @param lasts for how long it is left so
 * @param end undoes it
 */
record Trouble(String target, Runnable begin, Duration lasts, Runnable end) {
    /** One that is over when it is done. */
    static Trouble done(String target, Runnable begin) {
        return new Trouble(target, begin, Duration.ZERO, () -> {});
    }
}
