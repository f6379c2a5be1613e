package io.edict.plain.testing;

import java.io.IOException;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** What runs in a server process: ZooKeeper's own main class, and a watch on the test that started it. */
final class ServerMain {
    private ServerMain() {}

    /** Runs until killed, or until the process that started it is gone and standard input therefore ends. */
    public static void main(String[] args) {
        Thread watch = new Thread(ServerMain::haltWhenOrphaned, "orphan-watch");
        watch.setDaemon(true);
        watch.start();
        QuorumPeerMain.main(args);
    }

    private static void haltWhenOrphaned() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; only the end counts.
            }
        } catch (IOException e) {
            System.err.println("Standard input is broken, as if at its end: " + e);
        }
        Runtime.getRuntime().halt(1);
    }
}
