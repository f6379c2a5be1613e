package io.edict.cli;

import io.edict.error.AccessDeniedException;
import io.edict.error.ConflictException;
import io.edict.error.ContentTooLargeException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.DocumentRefusedException;
import io.edict.error.InvalidDocumentException;
import io.edict.error.InvalidRequestException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.SecretException;
import io.edict.error.StoreUnreachableException;
import io.edict.error.UntrustedVersionException;
import io.edict.error.VersionNotKeptException;
import java.util.Map;

/** How a command ended, for scripts: the one place that maps errors to exit codes. */
enum ExitCode {
    /** All went well. */
    OK(0),
    /** Somebody else published in between, or the content was refused; nothing was written. */
    REFUSED(1),
    /** The call itself is wrong. */
    USAGE(2),
    /** There is no such document, or history does not hold that version. */
    ABSENT(3),
    /** The store could not be reached, or it is not known how a publish ended. */
    UNREACHABLE(4),
    /** The store does not let this identity do that. */
    DENIED(5),
    /** Anything else. */
    OTHER(6);

    private static final Map<Class<? extends Throwable>, ExitCode> OF_ERRORS = Map.ofEntries(
            Map.entry(ConflictException.class, REFUSED),
            Map.entry(InvalidDocumentException.class, REFUSED),
            Map.entry(ContentTooLargeException.class, REFUSED),
            Map.entry(DocumentRefusedException.class, REFUSED),
            Map.entry(UntrustedVersionException.class, REFUSED),
            Map.entry(InvalidRequestException.class, USAGE),
            Map.entry(DocumentAbsentException.class, ABSENT),
            Map.entry(VersionNotKeptException.class, ABSENT),
            Map.entry(StoreUnreachableException.class, UNREACHABLE),
            Map.entry(OutcomeUnknownException.class, UNREACHABLE),
            Map.entry(AccessDeniedException.class, DENIED));

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What an error means for the exit code. */
    static ExitCode of(Throwable error) {
        if (error instanceof SecretException) {
            return REFUSED;
        }
        return error instanceof Failure failure ? failure.exitCode() : OF_ERRORS.getOrDefault(error.getClass(), OTHER);
    }

    /** The number that the process ends with. */
    int number() {
        return number;
    }
}
