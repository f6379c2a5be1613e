package io.edict.plain.internal.files;

import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import java.util.List;
import java.util.UUID;

/** What stands in a journal. */
sealed interface JournalRecord {
    /** The publish that it is about. */
    UUID publishId();

    /** A publish took effect: all its versions are current from here on. */
    record Published(UUID publishId, List<Part> parts) implements JournalRecord {}

    /** The working files of a publish are in place. */
    record Written(UUID publishId) implements JournalRecord {}

    /**
     * One version of a publish.
     *
     * @param header the version's header
     * @param file the name of the working file that it is written to
     * @param before what the document's working files looked like when it was published: those are stale
     * @param text the content, or where it stands
     */
    record Part(Header header, String file, List<WorkingFile> before, Text text) {}

    /** Leads to a version's content. */
    sealed interface Text {
        /** In memory. */
        record Held(Content content) implements Text {}

        /**
         * In a journal.
         *
         * @param generation which journal
         * @param at where it begins
         * @param size its bytes
         */
        record Place(long generation, long at, int size) implements Text {}
    }
}
