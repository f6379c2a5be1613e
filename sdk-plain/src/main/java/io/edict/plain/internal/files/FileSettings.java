package io.edict.plain.internal.files;

import io.edict.plain.internal.store.ContentLimit;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Which directory, and how it is looked at.
 *
 * @param name what the store is called in status and logs
 * @param directory where the documents stand
 * @param times how often it is looked at
 * @param limit the most that a document may have
 * @param keep how many versions history keeps of a document that is edited in place, at least 1
 */
public record FileSettings(String name, Path directory, Times times, ContentLimit limit, int keep) {

    /**
     * How often a directory is looked at.
     *
     * @param checkEvery in what time every file is looked at, whether or not the system told of a change
     * @param settle how long a file must stay as it is before it counts as saved
     */
    public record Times(Duration checkEvery, Duration settle) {
        /** With a settle time of 50 ms. */
        public static Times checking(Duration every) {
            return new Times(every, Duration.ofMillis(50));
        }
    }
}
