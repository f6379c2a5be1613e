package io.edict.plain.internal.layers;

import com.typesafe.config.Config;

/**
 * A layer as it is laid into a merge.
 *
 * @param part the layer
 * @param config its configuration, unresolved; of overrides, under the keys of this merge
 */
record Stratum(Part part, Config config) {
    /** Returns the layer's name; never a value. */
    @Override
    public String toString() {
        return part.name();
    }
}
