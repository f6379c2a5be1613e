package io.edict.plain.internal.zookeeper;

import io.edict.plain.internal.store.Stamp;
import org.apache.zookeeper.data.Stat;

/** A node as it was read. The array is the reader's own. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never shared
record Node(byte[] data, Stat stat) {

    Stamp stamp() {
        return stamp(stat);
    }

    static Stamp stamp(Stat stat) {
        return new Stamp(stat.getCzxid(), stat.getMzxid(), stat.getMtime());
    }
}
