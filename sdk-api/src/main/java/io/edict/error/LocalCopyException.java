package io.edict.error;

import org.jspecify.annotations.Nullable;

/**
 * The directory of local copies cannot be used. Give the client a directory that it can create and write.
 */
public final class LocalCopyException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param cause what led to this, if anything did
     */
    public LocalCopyException(String message, @Nullable Throwable cause) {
        super(message, null, null, cause);
    }
}
