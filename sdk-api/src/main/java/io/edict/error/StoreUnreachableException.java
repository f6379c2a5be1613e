package io.edict.error;

import io.edict.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * No answer from the store within the deadline. What was asked may be tried again later. The message names the servers
 * that were tried. It says nothing about whether a document exists.
 */
public final class StoreUnreachableException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned, or null if it is about several or none
     * @param cause what led to this, if anything did
     */
    public StoreUnreachableException(String message, @Nullable DocumentId document, @Nullable Throwable cause) {
        super(message, document, null, cause);
    }
}
