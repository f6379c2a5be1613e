package io.edict.plain.internal.zookeeper;

import io.edict.VersionInfo;
import io.edict.error.EdictException;
import org.jspecify.annotations.Nullable;

/**
 * The state of a document that a publish builds on.
 *
 * @param head the head, or null if there is none or it cannot be read
 * @param zkVersion the head node's data version, or -1 if there is no head node
 * @param damage why an existing head cannot be read, or null
 * @param kept the kept versions
 */
record Current(@Nullable Head head, int zkVersion, @Nullable EdictException damage, Kept kept) {

    /**
     * The range of versions in history, so that numbers are never used again, even if a head was removed by hand.
     *
     * @param oldest the oldest kept number, or 1 if nothing is kept
     * @param newest the newest number ever used, or 0 if none was
     */
    record Kept(long oldest, long newest) {}

    boolean hasNode() {
        return zkVersion >= 0;
    }

    @Nullable
    VersionInfo info() {
        return head == null ? null : head.info();
    }

    boolean usesChunks() {
        return head == null ? hasNode() : head.header().layout().usesChunks();
    }
}
