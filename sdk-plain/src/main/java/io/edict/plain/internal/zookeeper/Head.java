package io.edict.plain.internal.zookeeper;

import io.edict.VersionInfo;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Stamp;

/**
 * A head or a history node with its header read. The content behind the header is not verified yet.
 *
 * @param header the header
 * @param node the node as it was read
 * @param bodyAt where the bytes behind the header begin
 */
record Head(Header header, Node node, int bodyAt) {

    VersionInfo info() {
        return header.info();
    }

    Stamp stamp() {
        return node.stamp();
    }
}
