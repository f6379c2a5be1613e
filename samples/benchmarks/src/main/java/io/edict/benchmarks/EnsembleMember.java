package io.edict.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** What runs in the process of a server of an ensemble. */
final class EnsembleMember {
    private EnsembleMember() {}

    /**
     * Says the port, and serves until standard input ends.
     *
     * @param args the configuration file
     */
    public static void main(String[] args) throws IOException, QuorumPeerConfig.ConfigException {
        QuorumPeerConfig config = new QuorumPeerConfig();
        config.parse(Path.of(args[0]).toString());
        Thread member = new Thread(() -> serve(config), "member");
        member.start();
        System.out.println(config.getClientPortAddress().getPort());
        while (System.in.read() >= 0) {
            // Nobody writes; only the end counts.
        }
        Runtime.getRuntime().halt(0);
    }

    private static void serve(QuorumPeerConfig config) {
        try {
            new QuorumPeerMain().runFromConfig(config);
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }
}
