package io.edict.plain.internal.files;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.CorruptContentException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.fs.Reason;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Stamp;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a document cannot be read as it stands in the directory, though its last version is still known.
 *
 * @param reason for whoever reads it
 * @param files what they look like
 */
record Trouble(EdictException reason, List<WorkingFile> files) {
    /** No version has it. */
    private static final long CREATED = -2;

    /** A document has one file. */
    static Trouble ambiguous(DocumentId id, @Nullable Version version, List<WorkingFile> files) {
        return of(id, version, files, "stands in " + names(files) + "; remove all of them but one");
    }

    static Trouble tooBig(DocumentId id, @Nullable Version version, WorkingFile file, ContentLimit limit) {
        return of(
                id,
                version,
                List.of(file),
                "was edited in place, and " + file.name() + " has " + file.size() + " bytes, above the limit of "
                        + limit.bytes() + "; make it smaller, or raise the limit");
    }

    static Trouble unreadable(DocumentId id, @Nullable Version version, WorkingFile file, IOException failure) {
        return of(
                id,
                version,
                List.of(file),
                "was edited in place, and " + file.name() + " cannot be read: " + Reason.of(failure)
                        + "; let this process read it");
    }

    private static Trouble of(DocumentId id, @Nullable Version version, List<WorkingFile> files, String what) {
        return new Trouble(new CorruptContentException(id + " " + what, id, version, null), files);
    }

    /** Whether a publish cannot know which file is meant. */
    boolean isAmbiguous() {
        return files.size() > 1;
    }

    InvalidRequestException refusal(DocumentId id) {
        return new InvalidRequestException(
                id + " cannot be published, as it stands in " + names(files) + "; remove all of them but one");
    }

    private static String names(List<WorkingFile> files) {
        return files.stream().map(WorkingFile::name).collect(Collectors.joining(" and in "));
    }

    /** What tells that it is still the same trouble. */
    Stamp stamp() {
        return new Stamp(CREATED, files.hashCode());
    }
}
