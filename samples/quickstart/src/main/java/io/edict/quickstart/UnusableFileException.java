package io.edict.quickstart;

/** The file to watch cannot be watched. The message names it and says what to do. */
final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }
}
