package io.edict.plain.internal.store;

import java.util.List;

/**
 * Versions that were committed in another cluster of the same store, to be made current in this one as they are.
 *
 * @param versions of different documents, published in the same transaction
 * @param epoch the primary's epoch, in which the installer works; a cluster that has heard of a later one refuses
 */
public record Installation(List<Committed> versions, long epoch) {
    /** Copies the list. */
    public Installation {
        versions = List.copyOf(versions);
    }

    /**
     * One version.
     *
     * @param version record and content
     * @param oldestKept the oldest number that history keeps beside it
     */
    public record Committed(StoredVersion version, long oldestKept) {}

    /** What became of one version. */
    public enum Outcome {
        /** It is current now. */
        APPLIED,
        /** It was current already. */
        KNOWN,
        /** A newer one is current. */
        OLDER,
        /** Another one is current under the same version. */
        DIVERGED
    }
}
