package io.edict.plain.internal.client;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks: one for people, which may jump, and one for durations, which does not.
 *
 * @param wall the wall clock
 * @param nanos the nano clock
 */
record Clocks(InstantSource wall, LongSupplier nanos) {
    static final Clocks SYSTEM = new Clocks(InstantSource.system(), System::nanoTime);
}
