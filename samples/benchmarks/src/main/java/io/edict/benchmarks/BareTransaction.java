package io.edict.benchmarks;

import java.util.List;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * The operations of one of Edict's publishes, of the same kinds and sizes, sent by ZooKeeper's own client and by nobody who
 * looks first: what a publish costs at the least. For one thread.
 */
final class BareTransaction {
    private static final int PAGE = 32;
    private static final int KEPT = 100;
    private static final byte[] NOTHING = new byte[0];

    private final ZooKeeper zooKeeper;
    private final String root;
    private final String bell;
    private int head;
    private int version;

    /**
     * Prepares them.
     *
     * @param client who sends them
     * @param root where they may have nodes
     * @param bell how long the name of a bell is
     */
    BareTransaction(BareClient client, String root, int bell) throws KeeperException, InterruptedException {
        this.zooKeeper = client.zooKeeper();
        this.root = root;
        this.bell = "~" + "b".repeat(bell);
        client.create(root + "/cluster", NOTHING);
        client.create(root + "/head", NOTHING);
        client.create(root + "/history/0", NOTHING);
        client.create(root + "/bells/0", NOTHING);
    }

    /** The node that moves. */
    String head() {
        return root + "/head";
    }

    /** Publishes one version: its bytes in the head, and once more in history. */
    void publish(byte[] node) throws KeeperException, InterruptedException {
        version++;
        String page = root + "/bells/" + version / PAGE;
        if (version % PAGE == 0) {
            zooKeeper.create(page, NOTHING, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        List<Op> operations = List.of(
                Op.check(root + "/cluster", -1),
                Op.check(root, -1),
                Op.check(root + "/history", -1),
                Op.check(head(), head),
                Op.check(root + "/history/" + (version - 1), -1),
                Op.check(page, -1),
                BareClient.creation(page + "/" + version + bell, NOTHING),
                Op.setData(head(), node, head),
                BareClient.creation(root + "/history/" + version, node));
        zooKeeper.multi(
                version < KEPT
                        ? operations
                        : Stream.concat(
                                        operations.stream(),
                                        Stream.of(Op.delete(root + "/history/" + (version - KEPT), -1)))
                                .toList());
        head++;
    }
}
