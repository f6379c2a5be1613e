package io.edict.plain.internal.sync;

import io.edict.Version;
import io.edict.plain.internal.store.StoredVersion;

/**
 * The identity of a version: which store issued it, its place in the order, and what is in it. Never a property of a
 * ZooKeeper node, all of which begin again when a node is deleted and created, or a cluster restored.
 */
record Edition(String storeId, Version version, String sha256, boolean deletion) {
    static Edition of(StoredVersion stored) {
        return new Edition(
                stored.storeId(),
                stored.info().version(),
                stored.info().sha256(),
                stored.info().isDeletion());
    }

    boolean sameStore(Edition other) {
        return storeId.equals(other.storeId);
    }
}
