package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import org.jspecify.annotations.Nullable;

/**
 * The store was reached and holds no such document, or a deleted one. This is never thrown because the store could not be
 * reached: that is {@link StoreUnreachableException}.
 */
public final class DocumentAbsentException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     * @param version the version that deleted it, or null if it never existed
     */
    public DocumentAbsentException(String message, DocumentId document, @Nullable Version version) {
        super(message, document, version, null);
    }
}
