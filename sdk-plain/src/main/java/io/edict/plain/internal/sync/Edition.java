package io.edict.plain.internal.sync;

import io.edict.Version;
import io.edict.VersionInfo.Member;
import io.edict.plain.internal.store.StoredVersion;
import org.jspecify.annotations.Nullable;

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

    /** What another document became in the transaction of a version, as far as that is known. */
    static Edition of(StoredVersion stored, Member member) {
        Version version = new Version(stored.info().version().incarnation(), member.number());
        return new Edition(stored.storeId(), version, "", false);
    }

    boolean sameStore(Edition other) {
        return storeId.equals(other.storeId);
    }

    /** Whether another edition is this one or a later one. */
    boolean isMetBy(@Nullable Edition other) {
        return other != null && sameStore(other) && !version.isNewerThan(other.version);
    }
}
