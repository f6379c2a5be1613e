package io.edict.cli;

/** A command cannot do what was asked, for a reason that it found itself. The message is for the person who asked. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    Failure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    Failure(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
