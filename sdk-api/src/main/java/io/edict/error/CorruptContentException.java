package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import org.jspecify.annotations.Nullable;

/**
 * What the store or the disk holds is not what Edict wrote there: damaged, truncated, of a wrong checksum, of a format
 * version this release does not know, or written by something else. A client goes on with its last known good.
 */
public final class CorruptContentException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     * @param version the version concerned, if it is known
     * @param cause what led to this, if anything did
     */
    public CorruptContentException(
            String message, DocumentId document, @Nullable Version version, @Nullable Throwable cause) {
        super(message, document, version, cause);
    }
}
