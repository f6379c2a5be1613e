package io.edict.spring.internal.env;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment shows of all imported documents at one instant, with everything that was made of it before anyone saw
 * it. Immutable.
 *
 * @param number counts the generations of a context, from 0 for what was imported
 * @param parts one for each imported document, in the order of the imports
 * @param prepared what participants made, by their own keys: bound objects, converted values
 */
public record Generation(long number, List<Part> parts, Map<Object, Object> prepared) {
    /**
     * Copies the collections.
     *
     * @param number counts the generations of a context, from 0 for what was imported
     * @param parts one for each imported document, in the order of the imports
     * @param prepared what participants made, by their own keys: bound objects, converted values
     */
    public Generation {
        parts = List.copyOf(parts);
        prepared = Map.copyOf(prepared);
    }

    /**
     * What a participant made.
     *
     * @param key the participant's own key
     * @return the object, or null if nothing was made under that key
     */
    public @Nullable Object prepared(Object key) {
        return prepared.get(key);
    }

    /** A generation is itself alone: each is told of, though its objects may be equal to those before. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Returns the documents' versions; never a value. */
    @Override
    public String toString() {
        return "generation " + number + " of " + parts;
    }
}
