package io.edict.plain.internal.live;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What all views of a client show at one moment. Immutable.
 *
 * @param sequence how many commits there were
 * @param states the views' states, each at its view's slot; never written to after this is made
 */
record Frame(long sequence, @Nullable ViewState<?>[] states) {
    static final Frame EMPTY = new Frame(0, new ViewState<?>[0]);

    @Nullable
    ViewState<?> at(int slot) {
        return slot < states.length ? states[slot] : null;
    }

    Frame with(int slot, @Nullable ViewState<?> state) {
        @Nullable ViewState<?>[] copy = Arrays.copyOf(states, Math.max(states.length, slot + 1));
        copy[slot] = state;
        return new Frame(sequence, copy);
    }

    /** The number of views' slots; never a value. */
    @Override
    public String toString() {
        return "Frame[" + sequence + "]";
    }
}
