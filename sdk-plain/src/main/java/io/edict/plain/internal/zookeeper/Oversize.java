package io.edict.plain.internal.zookeeper;

import org.apache.zookeeper.data.Stat;

/**
 * An answer that is too long for any client of this release to receive: asking for it breaks the connection. Never leaves
 * this package.
 */
final class Oversize extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Stat stat;

    Oversize(String path, Stat stat, String what) {
        super("node " + path + " has " + what);
        this.stat = stat;
    }

    /** What the node looked like. */
    Stat stat() {
        return stat;
    }
}
