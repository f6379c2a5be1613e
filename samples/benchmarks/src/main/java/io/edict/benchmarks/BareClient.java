package io.edict.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** A connection of ZooKeeper's own client. */
final class BareClient implements AutoCloseable {
    private static final int SESSION_MILLIS = 30_000;
    private static final int IN_ONE_TRANSACTION = 500;
    private static final long MOST_BYTES = 512 * 1024;

    private final ZooKeeper zooKeeper;

    BareClient(String servers) throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        this.zooKeeper = new ZooKeeper(servers, SESSION_MILLIS, state -> connected.countDown());
        connected.await();
    }

    ZooKeeper zooKeeper() {
        return zooKeeper;
    }

    /** Creates a node, and those above it that are missing. */
    void create(String path, byte[] data) throws KeeperException, InterruptedException {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            ensure(path.substring(0, slash));
        }
        zooKeeper.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    private void ensure(String path) throws KeeperException, InterruptedException {
        if (zooKeeper.exists(path, false) == null) {
            zooKeeper.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
    }

    /** Creates many nodes below one, which is created as well if it is missing. */
    void createAll(String parent, List<String> names, List<byte[]> data) throws KeeperException, InterruptedException {
        if (zooKeeper.exists(parent, false) == null) {
            create(parent, new byte[0]);
        }
        List<Op> batch = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < names.size(); i++) {
            if (batch.size() == IN_ONE_TRANSACTION || bytes > MOST_BYTES) {
                zooKeeper.multi(batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(creation(parent + "/" + names.get(i), data.get(i)));
            bytes += data.get(i).length;
        }
        zooKeeper.multi(batch);
    }

    static Op creation(String path, byte[] data) {
        return Op.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    @Override
    public void close() {
        try {
            zooKeeper.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
