package io.edict.error;

import io.edict.DocumentId;

/**
 * History does not hold that version: it was never published, or it is older than what is kept.
 */
public final class VersionNotKeptException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     */
    public VersionNotKeptException(String message, DocumentId document) {
        super(message, document, null, null);
    }
}
