package io.edict.spring.internal.listen;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets a line into the log once in a minute, and counts those it holds back. May be used from any thread. */
final class Throttle {
    static final Duration WINDOW = Duration.ofMinutes(1);

    private final LongSupplier nanoClock;

    // Guarded by this.
    private boolean begun;
    private long loggedAt;
    private long heldBack;

    Throttle(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Asks whether to log.
     *
     * @return how many lines were held back since the last one, or empty if this one is held back too
     */
    synchronized OptionalLong admit() {
        long now = nanoClock.getAsLong();
        if (begun && now - loggedAt < WINDOW.toNanos()) {
            heldBack++;
            return OptionalLong.empty();
        }
        long before = heldBack;
        begun = true;
        loggedAt = now;
        heldBack = 0;
        return OptionalLong.of(before);
    }
}
