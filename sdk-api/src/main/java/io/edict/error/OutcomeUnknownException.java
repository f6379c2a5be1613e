package io.edict.error;

import io.edict.DocumentId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The connection broke while a publish was under way, and the deadline passed before the store could be asked how it
 * ended. It may be in force or not. The publish id stands in the document's history if it is.
 */
public final class OutcomeUnknownException extends EdictException {
    private static final long serialVersionUID = 1L;

    /** The publish whose outcome is open. */
    private final UUID publishId;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     * @param publishId the id of the publish whose outcome is open
     * @param cause what led to this, if anything did
     */
    public OutcomeUnknownException(String message, DocumentId document, UUID publishId, @Nullable Throwable cause) {
        super(message, document, null, cause);
        this.publishId = publishId;
    }

    /**
     * The id to look for in the document's history.
     *
     * @return the publish id
     */
    public UUID publishId() {
        return publishId;
    }
}
