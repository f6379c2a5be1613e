package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import org.jspecify.annotations.Nullable;

/** A condition that was awaited did not come true in time. The client goes on as before. */
public final class AwaitTimeoutException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     * @param version the version in force when the time had passed, or null if there was none
     */
    public AwaitTimeoutException(String message, @Nullable DocumentId document, @Nullable Version version) {
        super(message, document, version, null);
    }
}
