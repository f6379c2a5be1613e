package io.edict.plain.internal.zookeeper;

import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.MemberStore;
import io.edict.plain.internal.store.MemberStoreContract;
import io.edict.plain.testing.RawClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Each cluster is a path of its own on one server. */
class ZooKeeperMemberTest extends MemberStoreContract {
    private static final ExecutorService WORKER = Executors.newSingleThreadExecutor();
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1);

    private static EmbeddedZooKeeper server;
    private static RawClient raw;
    private static int clusters;

    private final List<ConfigStore> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = EmbeddedZooKeeper.start();
        raw = RawClient.connect(server.connectString());
    }

    @AfterAll
    static void stop() {
        TIMER.shutdownNow();
        WORKER.shutdownNow();
        raw.close();
        server.close();
    }

    @AfterEach
    void close() {
        opened.forEach(ConfigStore::close);
    }

    @Override
    protected MemberStore fresh() {
        String path = "/cluster-" + clusters++;
        try {
            raw.zooKeeper().create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } catch (KeeperException | InterruptedException e) {
            throw new AssertionError("No root for a cluster", e);
        }
        ZooKeeperSettings settings = new ZooKeeperSettings(
                path,
                server.connectString() + path,
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                ZooKeeperSettings.Sizes.withContent(1 << 24));
        ZooKeeperStore store = new ZooKeeperStore(settings, WORKER, TIMER, InstantSource.system());
        opened.add(store);
        store.start();
        return store;
    }
}
