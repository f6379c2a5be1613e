package io.edict.error;

/**
 * The client was closed before or during the call.
 */
public final class ClientClosedException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     */
    public ClientClosedException(String message) {
        super(message, null, null, null);
    }
}
