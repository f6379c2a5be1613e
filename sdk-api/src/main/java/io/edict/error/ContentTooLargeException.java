package io.edict.error;

import io.edict.DocumentId;

/**
 * The content, plain or as sent, is above a limit. Nothing was written. Split the document, or raise the limit where all
 * clients can read it.
 */
public final class ContentTooLargeException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     */
    public ContentTooLargeException(String message, DocumentId document) {
        super(message, document, null, null);
    }
}
