package io.edict;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a listener is told: the document went from one version to another.
 *
 * @param before what this listener saw last, or null if this is the first it sees
 * @param after the version in force now; for a deleted document its deletion
 * @param keys what changed between the two, sorted by path; against an empty document where {@code before} is null
 */
public record ConfigChange(@Nullable Snapshot before, Snapshot after, List<KeyChange> keys) {
    /**
     * Copies the list.
     *
     * @param before what this listener saw last, or null if this is the first it sees
     * @param after the version in force now; for a deleted document its deletion
     * @param keys what changed between the two, sorted by path; against an empty document where {@code before} is null
     */
    public ConfigChange {
        keys = List.copyOf(keys);
    }

    /**
     * The document.
     *
     * @return its id
     */
    public DocumentId id() {
        return after.id();
    }

    /**
     * What this listener saw last.
     *
     * @return the snapshot, or empty if this is the first it sees
     */
    public Optional<Snapshot> previous() {
        return Optional.ofNullable(before);
    }

    /**
     * Tells whether the value at a path, or any value below it, changed. Compares path elements, not text: {@code pool}
     * covers {@code pool.size} and not {@code poolSize}.
     *
     * @param path a path in its plain form
     * @return whether a changed key is at or below it
     */
    public boolean touches(String path) {
        return KeyChange.anyAtOrBelow(keys, path);
    }

    /** Returns document, versions and number of changed keys; never a value. */
    @Override
    public String toString() {
        String from = before == null ? "nothing" : "version " + before.version();
        return "ConfigChange[" + id() + " from " + from + " to version " + after.version() + ", " + keys.size()
                + " keys]";
    }
}
