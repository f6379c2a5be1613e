package io.edict.plain.internal.zookeeper;

import io.edict.VersionInfo;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Stamp;
import org.apache.zookeeper.data.Stat;

/**
 * A head or a history node with its header read. The content behind the header is not verified yet.
 *
 * @param header the header
 * @param node the node as it was read
 * @param bodyAt where the bytes behind the header begin
 */
record Head(Header header, Node node, int bodyAt) {

    /** A head of which only the header is remembered. */
    static Head bare(Header header) {
        return new Head(header, new Node(new byte[0], new Stat()), 0);
    }

    VersionInfo info() {
        return header.info();
    }

    Stamp stamp() {
        return node.stamp();
    }
}
