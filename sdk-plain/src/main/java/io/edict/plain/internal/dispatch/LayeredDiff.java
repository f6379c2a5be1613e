package io.edict.plain.internal.dispatch;

import io.edict.KeyChange;
import io.edict.LayeredSnapshot;
import io.edict.Shadowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what changed between two states of a layered view. Called on a listener's thread, just before its call. */
public interface LayeredDiff {
    /**
     * What changed in the merged configuration.
     *
     * @param before the older state, or null to compare with an empty configuration
     * @param after the newer state
     * @return the changes, sorted by path
     */
    List<KeyChange> keys(@Nullable LayeredSnapshot before, LayeredSnapshot after);

    /**
     * What changed in a layer and is hidden by a higher one. Asked only if there is a call.
     *
     * @param before the older state, or null if there is none
     * @param after the newer state
     * @return the hidden changes, sorted by path
     */
    List<Shadowed> shadowed(@Nullable LayeredSnapshot before, LayeredSnapshot after);
}
