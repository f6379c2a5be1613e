package io.edict.plain.internal.topology.redundant;

import io.edict.VersionInfo;
import io.edict.plain.internal.store.Content;

/** How a new version is laid down: what is compressed, and what goes into chunks. Pure. */
@FunctionalInterface
public interface Packing {
    /**
     * Packs a version.
     *
     * @param storeId the identity of the store
     * @param info the version's record
     * @param content its content
     * @param oldestKept the oldest version that history keeps beside it
     */
    Parcel pack(String storeId, VersionInfo info, Content content, long oldestKept);
}
