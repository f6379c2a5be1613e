package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import org.jspecify.annotations.Nullable;

/**
 * A lookup in a snapshot found no value at the path, or one of another kind. Mend the document, or the code that reads it.
 */
public abstract sealed class ValueException extends EdictException permits MissingValueException, WrongTypeException {
    private static final long serialVersionUID = 1L;

    /** The path that was looked up. */
    private final String path;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     * @param version the version concerned
     * @param path the path that was looked up
     */
    protected ValueException(String message, @Nullable DocumentId document, @Nullable Version version, String path) {
        super(message, document, version, null);
        this.path = path;
    }

    /**
     * The path that was looked up.
     *
     * @return the path, as the caller wrote it
     */
    public String path() {
        return path;
    }
}
