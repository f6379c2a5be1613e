package io.edict;

import java.util.List;

/**
 * The difference between two versions of a document. It holds values, because that is what it is for; {@code toString}
 * does not.
 *
 * @param from the older side
 * @param to the newer side
 * @param keys the changed keys, sorted by path; empty if one side does not parse
 * @param text the unified difference of the texts, line by line, empty if they are the same
 */
public record DocumentDiff(VersionInfo from, VersionInfo to, List<KeyChange> keys, List<String> text) {
    /**
     * Copies the lists.
     *
     * @param from the older side
     * @param to the newer side
     * @param keys the changed keys, sorted by path; empty if one side does not parse
     * @param text the unified difference of the texts, line by line, empty if they are the same
     */
    public DocumentDiff {
        keys = List.copyOf(keys);
        text = List.copyOf(text);
    }

    /** Returns document, versions and counts; never a value. */
    @Override
    public String toString() {
        return "DocumentDiff[" + to.id() + " from version " + from.version() + " to " + to.version() + ", "
                + keys.size() + " keys]";
    }
}
