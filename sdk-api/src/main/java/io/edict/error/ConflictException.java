package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else published since, so the expectation of a publish does not hold. Nothing was written. Read the document
 * again, decide again, publish again.
 */
public final class ConflictException extends EdictException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Version actual;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     * @param actual the version that is current, or null if the document does not exist
     */
    public ConflictException(String message, DocumentId document, @Nullable Version actual) {
        super(message, document, actual, null);
        this.actual = actual;
    }

    /**
     * The version that was current when the publish was refused.
     *
     * @return the version, or empty if the document did not exist
     */
    public Optional<Version> actual() {
        return Optional.ofNullable(actual);
    }
}
