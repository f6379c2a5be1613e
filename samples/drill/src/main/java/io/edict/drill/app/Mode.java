package io.edict.drill.app;

import java.util.Locale;

/** How the clusters of a run are one store. */
public enum Mode {
    /** One cluster, of three servers that vote and one that observes. */
    SINGLE,
    /** A primary and two standbys. */
    PRIMARY_STANDBY,
    /** Three clusters, of which any two take publishes. */
    REDUNDANT,
    /** Three shards. */
    SHARDED,
    /** Three shards, each of another kind: one cluster, a primary and two standbys, a redundant store. */
    COMPOSED;

    /** As topologies' settings name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of that name. */
    public static Mode of(String word) {
        for (Mode mode : values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("Unknown mode " + word);
    }

    /** Whether several documents can be published in one transaction. */
    boolean publishesTogether() {
        return this != REDUNDANT && this != COMPOSED;
    }

    /** Whether clusters may keep versions that the store went on without. */
    public boolean setsAside() {
        return this != SINGLE && this != SHARDED;
    }
}
