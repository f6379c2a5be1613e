package io.edict;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a listener to a {@link Live} value is told.
 *
 * @param before what this listener saw last, or null if this is the first it sees
 * @param after the value in force now
 * @param <T> the value's type
 */
public record LiveChange<T>(@Nullable Versioned<T> before, Versioned<T> after) {
    /**
     * The value that this listener saw last.
     *
     * @return the value, or empty if this is the first it sees
     */
    public Optional<T> oldValue() {
        return Optional.ofNullable(before).map(Versioned::value);
    }

    /**
     * The value now.
     *
     * @return the value
     */
    public T newValue() {
        return after.value();
    }
}
