package io.edict.plain.internal.json;

import java.io.Serial;

/** A text is not the JSON that was asked for. Says what is wrong, and no value; has no stack trace, since texts are to blame. */
public final class JsonException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * An error.
     *
     * @param message what is wrong
     */
    public JsonException(String message) {
        super(message, null, false, false);
    }
}
