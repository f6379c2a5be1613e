package io.edict.error;

import io.edict.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * The cluster takes no publishes, because another one is the primary of the store. Nothing was written. A client that knows
 * all clusters of the store publishes to the primary by itself; one that knows a single cluster must be pointed at it.
 */
public final class FencedException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned, or null if it is about several or none
     */
    public FencedException(String message, @Nullable DocumentId document) {
        super(message, document, null, null);
    }
}
