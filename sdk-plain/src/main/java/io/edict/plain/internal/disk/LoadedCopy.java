package io.edict.plain.internal.disk;

import io.edict.plain.internal.store.StoredVersion;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a look at the local copies of one document found. Having none and having only damaged ones are different. */
public sealed interface LoadedCopy {

    /**
     * A copy that is whole: checksum, id, size and SHA-256 are right.
     *
     * @param version the version, which may be a deletion
     * @param provenAt when the version was proved to be the newest, by the clock of the machine that wrote the copy
     * @param file the file that it was read from
     * @param damage why the newest generation could not be used and the older one was taken, without any value; null if
     *     the newest one is good
     */
    record Found(
            StoredVersion version,
            Instant provenAt,
            Path file,
            @Nullable String damage) implements LoadedCopy {}

    /** There is no copy. */
    record None() implements LoadedCopy {}

    /**
     * There are files, but none is usable.
     *
     * @param reason which files, and what is wrong with each, without any value
     */
    record Damaged(String reason) implements LoadedCopy {}
}
