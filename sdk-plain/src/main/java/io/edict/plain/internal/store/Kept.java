package io.edict.plain.internal.store;

import io.edict.VersionInfo;
import io.edict.error.EdictException;

/** What stands in one place of a document's history. */
public sealed interface Kept {
    /**
     * A version's record.
     *
     * @param storeId the identity of the store that issued the version
     * @param info the record
     */
    record Intact(String storeId, VersionInfo info) implements Kept {}

    /**
     * Something else: damaged, foreign, or of a later release.
     *
     * @param number the number by its place
     * @param reason what is wrong
     */
    record Damaged(long number, EdictException reason) implements Kept {}
}
