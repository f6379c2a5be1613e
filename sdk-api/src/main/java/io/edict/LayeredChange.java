package io.edict;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a listener to a {@link LayeredView} is told: the merged configuration changed.
 *
 * @param before what this listener saw last, or null if this is the first it sees
 * @param after the merged version in force now
 * @param keys what changed between the two, sorted by path; against an empty configuration where {@code before} is null
 * @param shadowed what changed in a document between the two but is hidden by a higher layer, sorted by path
 */
public record LayeredChange(
        @Nullable LayeredSnapshot before, LayeredSnapshot after, List<KeyChange> keys, List<Shadowed> shadowed) {
    /**
     * Copies the lists.
     *
     * @param before what this listener saw last, or null if this is the first it sees
     * @param after the merged version in force now
     * @param keys what changed between the two, sorted by path; against an empty configuration where {@code before} is null
     * @param shadowed what changed in a document between the two but is hidden by a higher layer, sorted by path
     */
    public LayeredChange {
        keys = List.copyOf(keys);
        shadowed = List.copyOf(shadowed);
    }

    /**
     * What this listener saw last.
     *
     * @return the snapshot, or empty if this is the first it sees
     */
    public Optional<LayeredSnapshot> previous() {
        return Optional.ofNullable(before);
    }

    /**
     * Tells whether the value at a path, or any value below it, changed, by path elements.
     *
     * @param path a path in its plain form
     * @return whether a changed key is at or below it
     */
    public boolean touches(String path) {
        return KeyChange.anyAtOrBelow(keys, path);
    }

    /** Returns the number of changed keys; never a value. */
    @Override
    public String toString() {
        return "LayeredChange[" + after + ", " + keys.size() + " keys, " + shadowed.size() + " shadowed]";
    }
}
