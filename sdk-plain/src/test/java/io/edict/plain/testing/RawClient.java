package io.edict.plain.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** ZooKeeper's own client, connected, with a record of the states that it went through. */
public final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<KeeperState> states = new CopyOnWriteArrayList<>();
    private final ZooKeeper zooKeeper;

    private RawClient(String connectString, Duration sessionTimeout) throws IOException {
        // A configuration of its own, so that nothing else in the JVM has a say.
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        zooKeeper = new ZooKeeper(
                connectString, (int) sessionTimeout.toMillis(), event -> states.add(event.getState()), config);
    }

    /** Connects with a session of 20 seconds. */
    public static RawClient connect(String connectString) {
        return connect(connectString, Duration.ofSeconds(20));
    }

    /** Connects, and waits until it is done. */
    public static RawClient connect(String connectString, Duration sessionTimeout) {
        try {
            RawClient client = new RawClient(connectString, sessionTimeout);
            client.awaitState(KeeperState.SyncConnected);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The client itself. */
    public ZooKeeper zooKeeper() {
        return zooKeeper;
    }

    /** The states that the client was told of, oldest first. */
    public List<KeeperState> states() {
        return List.copyOf(states);
    }

    /** Waits until the newest state is this one. */
    public void awaitState(KeeperState wanted) {
        await("state " + wanted)
                .atMost(PATIENCE)
                .until(() -> !states.isEmpty() && states.get(states.size() - 1) == wanted);
    }

    /** Creates a persistent node that everybody may change. */
    public void create(String path, String text) throws KeeperException, InterruptedException {
        create(path, text, CreateMode.PERSISTENT);
    }

    /** Creates a node that everybody may change. */
    public void create(String path, String text, CreateMode mode) throws KeeperException, InterruptedException {
        zooKeeper.create(path, text.getBytes(StandardCharsets.UTF_8), Ids.OPEN_ACL_UNSAFE, mode);
    }

    /** The text of a node. */
    public String read(String path) throws KeeperException, InterruptedException {
        return new String(zooKeeper.getData(path, false, null), StandardCharsets.UTF_8);
    }

    /** Whether a node exists. */
    public boolean exists(String path) throws KeeperException, InterruptedException {
        return zooKeeper.exists(path, false) != null;
    }

    /** Ends the session. */
    @Override
    public void close() {
        try {
            zooKeeper.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
