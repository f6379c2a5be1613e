package io.edict.plain.internal.live;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all views of a client show at one moment: their states, each at its view's slot. Immutable. */
final class Frame {
    static final Frame EMPTY = new Frame(0, new ViewState<?>[0]);

    private final long sequence;
    private final @Nullable ViewState<?>[] states;

    private Frame(long sequence, @Nullable ViewState<?>[] states) {
        this.sequence = sequence;
        this.states = states;
    }

    /** How many commits there were. */
    long sequence() {
        return sequence;
    }

    @Nullable
    ViewState<?> at(int slot) {
        return slot < states.length ? states[slot] : null;
    }

    /** The same moment with another state at one slot: a view or a live value was added or removed. */
    Frame with(int slot, @Nullable ViewState<?> state) {
        @Nullable ViewState<?>[] copy = Arrays.copyOf(states, Math.max(states.length, slot + 1));
        copy[slot] = state;
        return new Frame(sequence, copy);
    }

    /** The moment after a commit. */
    Frame next(Map<Integer, ViewState<?>> changed) {
        int size = changed.keySet().stream().mapToInt(slot -> slot + 1).max().orElse(0);
        @Nullable ViewState<?>[] copy = Arrays.copyOf(states, Math.max(states.length, size));
        changed.forEach((slot, state) -> copy[slot] = state);
        return new Frame(sequence + 1, copy);
    }

    /** Returns the number of commits; never a value. */
    @Override
    public String toString() {
        return "Frame[" + sequence + "]";
    }
}
