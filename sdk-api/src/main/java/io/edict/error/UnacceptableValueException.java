package io.edict.error;

/**
 * Thrown by application code (a constructor of a record, a {@link io.edict.Converter}, a {@link io.edict.Gate}) that
 * refuses a value. Its message is logged and shown, so it names what is allowed and never the value; of other exceptions
 * only the class is shown.
 */
public final class UnacceptableValueException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param reason why, for people: {@code must be at least 1}
     */
    public UnacceptableValueException(String reason) {
        super(reason, null, null, null);
    }
}
