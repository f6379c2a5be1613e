package io.edict.plain.internal.disk;

import io.edict.plain.internal.store.StoredVersion;
import java.nio.file.Path;
import java.time.Instant;

/** What stands in one of the two places for a document's copies. */
sealed interface Generation {
    /** The place. */
    Path file();

    /** What it is like, as the end of a sentence that began with the place; never holds a value. */
    String state();

    /** A copy that is whole. */
    record Usable(Path file, StoredVersion version, Instant provenAt) implements Generation {
        @Override
        public String state() {
            return "is good";
        }
    }

    /** A file that is no copy, or not whole, or cannot be read. */
    record Unusable(Path file, String state) implements Generation {}

    /** A whole copy of another document, whose id differs in upper and lower case only: the file system mixes them up. */
    record Taken(Path file, String other) implements Generation {
        @Override
        public String state() {
            return "holds the copy of " + other + ", because this file system does not tell upper from lower case";
        }
    }

    /** There is no file. */
    record Missing(Path file) implements Generation {
        @Override
        public String state() {
            return "is missing";
        }
    }
}
