package io.edict.plain.fuzz;

import java.util.Random;

/** An entry point that takes untrusted input. */
@FunctionalInterface
public interface Target {
    /**
     * Makes one input and tries it.
     *
     * @param random chooses the input, which depends on nothing else
     * @return the attempt
     */
    Attempt next(Random random);

    /**
     * An input, and the way to try it.
     *
     * @param input the input, for reports
     * @param trial returns whether it was accepted; throws if something is wrong with how it was taken
     */
    record Attempt(String input, Trial trial) {}

    /** Tries an input. */
    @FunctionalInterface
    interface Trial {
        /** Returns whether the input was accepted. */
        boolean run() throws Exception;
    }
}
