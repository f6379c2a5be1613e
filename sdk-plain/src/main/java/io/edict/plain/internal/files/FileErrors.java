package io.edict.plain.internal.files;

import io.edict.DocumentId;
import io.edict.error.AccessDeniedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.fs.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The one place that knows what a disk's errors mean for a caller. */
final class FileErrors {
    private final Path directory;

    FileErrors(Path directory) {
        this.directory = directory;
    }

    EdictException translate(IOException failure, @Nullable DocumentId id) {
        String about = id == null ? "" : " for " + id;
        if (failure instanceof java.nio.file.AccessDeniedException) {
            return new AccessDeniedException(
                    "The system denies this process the use of " + failure.getMessage() + about
                            + "; give it the right, or another directory",
                    id,
                    failure);
        }
        return new StoreUnreachableException(
                "The directory of documents " + directory + " cannot be used" + about + ": " + Reason.of(failure)
                        + "; see to it, then try again",
                id,
                failure);
    }

    /** Nothing can be written where this directory is. */
    AccessDeniedException readOnly(DocumentId id) {
        return new AccessDeniedException(
                id + " cannot be published: nothing can be written to " + directory
                        + ", so its documents are changed where they come from",
                id,
                null);
    }

    /** A file is a link to a place that is not this store's. */
    AccessDeniedException link(DocumentId id, Path file) {
        return new AccessDeniedException(
                id + " cannot be published: " + file
                        + " is a symbolic link; change what it leads to, or replace it by a file",
                id,
                null);
    }

    StoreUnreachableException busy(Exception cause) {
        return new StoreUnreachableException(
                "The directory of documents " + directory + " was not to be had in time: " + cause.getMessage()
                        + "; nothing was written. Try again",
                null,
                cause);
    }

    StoreUnreachableException changing(DocumentId id) {
        return new StoreUnreachableException(
                id + " was being edited in place for all the time that there was; nothing was written. Try again",
                id,
                null);
    }
}
