package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ConfigStoreContract;
import io.edict.plain.internal.store.Content;
import io.edict.plain.testing.RawClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on one ZooKeeper server, where no content comes along with announcements. */
class WithoutBellsTest extends ConfigStoreContract {
    private static final List<ConfigStore> OPENED = new ArrayList<>();
    private static final ExecutorService WORKER = Executors.newSingleThreadExecutor();
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1);

    private static EmbeddedZooKeeper server;
    private static RawClient raw;
    private static ConfigStore store;

    @BeforeAll
    static void start() {
        server = EmbeddedZooKeeper.start();
        raw = RawClient.connect(server.connectString());
        store = opened();
    }

    @AfterAll
    static void stop() {
        OPENED.forEach(ConfigStore::close);
        TIMER.shutdownNow();
        WORKER.shutdownNow();
        raw.close();
        server.close();
    }

    @Override
    protected ConfigStore store() {
        return store;
    }

    @Override
    protected ConfigStore open() {
        return opened();
    }

    private static ConfigStore opened() {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                "main",
                server.connectString(),
                Duration.ofSeconds(20),
                CHECK,
                ZooKeeperSettings.Sizes.withContent(LIMIT),
                Access.NONE,
                false);
        ConfigStore opened = new ZooKeeperStore(settings, WORKER, TIMER, InstantSource.system());
        OPENED.add(opened);
        opened.start();
        opened.current(DocumentId.of("none/none"), deadline());
        return opened;
    }

    @Override
    protected Map<String, String> dump() {
        Map<String, String> dump = new TreeMap<>();
        try {
            for (String path : ZKUtil.listSubTreeBFS(raw.zooKeeper(), Paths.ROOT)) {
                Stat stat = new Stat();
                byte[] data = raw.zooKeeper().getData(path, false, stat);
                dump.put(path, stat.getCzxid() + " " + stat.getMzxid() + " " + Content.sha256(data));
            }
            return dump;
        } catch (KeeperException | InterruptedException e) {
            throw new AssertionError("The tree cannot be read", e);
        }
    }
}
