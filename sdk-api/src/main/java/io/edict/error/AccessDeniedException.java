package io.edict.error;

import io.edict.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * The store refused the operation to this identity. Trying again does not help; ask the store's operator.
 */
public final class AccessDeniedException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned, or null if it is about several or none
     * @param cause what led to this, if anything did
     */
    public AccessDeniedException(String message, @Nullable DocumentId document, @Nullable Throwable cause) {
        super(message, document, null, cause);
    }
}
