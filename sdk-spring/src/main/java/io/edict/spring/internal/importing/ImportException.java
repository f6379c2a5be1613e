package io.edict.spring.internal.importing;

import org.jspecify.annotations.Nullable;

/** An import cannot be done, so the application does not start. Says to people what is wrong and what they can do. */
final class ImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Makes the error.
     *
     * @param description what is wrong, and where
     * @param action what to do about it
     * @param cause what led to this, if anything did
     */
    ImportException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    /** What to do about it. */
    String action() {
        return action;
    }
}
