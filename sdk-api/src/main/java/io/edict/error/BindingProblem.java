package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a version cannot be bound to a type. Holds no value.
 *
 * @param kind what is wrong, in one word
 * @param path the path of the value, as typesafe-config writes it; elements of a list are numbered from 0:
 *     {@code pool.nodes[1].host}
 * @param place where it stands, or where it should
 * @param expected the type that was expected there
 * @param message the whole, for people: document, version, line, path, expected type and what to do
 */
public record BindingProblem(Kind kind, String path, Place place, String expected, String message) {
    /** What is wrong. */
    public enum Kind {
        /** There is no value, and there must be one. */
        ABSENT,
        /** The value is null, and must not be. */
        NULL,
        /** The value is there and is not of the expected type, or out of range. */
        MALFORMED,
        /** A key that nothing is bound to, in strict mode. */
        UNKNOWN_KEY,
        /** Several keys that mean the same, because they differ in case, {@code -} and {@code _} only. */
        AMBIGUOUS,
        /** A constructor, a converter, a requirement or a validation refused the value. */
        REFUSED
    }

    /**
     * A place in a document.
     *
     * @param document the document, or null if the place is in no document
     * @param version its version, or null
     * @param line the line, from 1, or 0 if it is not known
     */
    public record Place(
            @Nullable DocumentId document, @Nullable Version version, int line) {}
}
