package io.edict.plain.internal.dispatch;

/**
 * A state that has no version of its own, and its place in the order of the client's states.
 *
 * @param sequence grows with each commit of the client
 * @param value the state
 * @param <T> what the state is
 */
public record Stamped<T>(long sequence, T value) {
    /** Whether this state came after another one. */
    boolean isAfter(Stamped<?> other) {
        return sequence > other.sequence;
    }

    /** Returns the sequence number; never the value. */
    @Override
    public String toString() {
        return "Stamped[" + sequence + "]";
    }
}
