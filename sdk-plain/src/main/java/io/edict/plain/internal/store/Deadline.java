package io.edict.plain.internal.store;

import java.time.Duration;

/**
 * A point on the nano clock by which something must be done.
 *
 * @param atNanos the point
 * @param within the time that was given, for error texts
 */
public record Deadline(long atNanos, Duration within) {
    /** A deadline some time from now. */
    public static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos(), time);
    }

    /** The nanoseconds left, 0 if the time has passed. */
    public long leftNanos() {
        return Math.max(0, atNanos - System.nanoTime());
    }

    /** Whether the time has passed. */
    public boolean passed() {
        return leftNanos() == 0;
    }
}
