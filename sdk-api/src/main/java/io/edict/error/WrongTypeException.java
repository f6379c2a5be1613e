package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import org.jspecify.annotations.Nullable;

/** There is a value at the path, but it cannot be read as the type asked for. */
public final class WrongTypeException extends ValueException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     * @param version the version concerned
     * @param path the path that was looked up
     */
    public WrongTypeException(String message, @Nullable DocumentId document, @Nullable Version version, String path) {
        super(message, document, version, path);
    }
}
