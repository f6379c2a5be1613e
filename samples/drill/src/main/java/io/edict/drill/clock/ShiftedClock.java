package io.edict.drill.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What classes get instead of the system's clock once {@link ClockAgent} has met them. */
public final class ShiftedClock {
    private static volatile long shiftMillis;

    private ShiftedClock() {}

    /** Makes the clock jump; what it showed before does not matter. */
    public static void shift(long millis) {
        shiftMillis = millis;
    }

    /** Stands in for {@link System#currentTimeMillis()}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + shiftMillis;
    }

    /** Stands in for {@link Instant#now()}. */
    public static Instant now() {
        return Instant.now().plusMillis(shiftMillis);
    }

    /** Stands in for {@link Clock#systemUTC()}; jumps too. */
    public static Clock systemUTC() {
        return new Shifting();
    }

    private static final class Shifting extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now();
        }
    }
}
