package io.edict.error;

/**
 * The call itself is wrong: an id, a setting or a file that cannot be. Trying again does not help; mend the call.
 */
public final class InvalidRequestException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     */
    public InvalidRequestException(String message) {
        super(message, null, null, null);
    }
}
