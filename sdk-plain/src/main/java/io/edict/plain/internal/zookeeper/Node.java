package io.edict.plain.internal.zookeeper;

import io.edict.plain.internal.store.Stamp;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** A node as it was read. The array is the reader's own. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never shared
record Node(byte[] data, Stat stat) {

    /** What an answer tells; a node without data has none to tell. */
    static Node of(byte @Nullable [] data, Stat stat) {
        return new Node(data == null ? new byte[0] : data, stat);
    }

    Stamp stamp() {
        return stamp(stat);
    }

    static Stamp stamp(Stat stat) {
        return new Stamp(stat.getCzxid(), stat.getMzxid(), stat.getMtime());
    }
}
