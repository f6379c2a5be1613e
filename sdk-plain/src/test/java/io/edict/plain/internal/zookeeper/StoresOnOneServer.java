package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.testing.RawClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.data.Stat;

/** An embedded server, stores on it, and what stands in it. */
final class StoresOnOneServer implements AutoCloseable {
    private final EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
    private final RawClient raw = RawClient.connect(server.connectString());
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final List<ConfigStore> opened = new CopyOnWriteArrayList<>();
    private final Duration checkEvery;
    private final boolean bells;

    /**
     * Starts the server.
     *
     * @param checkEvery how often the stores look at what they follow
     * @param bells whether content comes along with the stores' announcements
     */
    StoresOnOneServer(Duration checkEvery, boolean bells) {
        this.checkEvery = checkEvery;
        this.bells = bells;
    }

    RawClient raw() {
        return raw;
    }

    /** A store that is connected. */
    ConfigStore open(long limit) {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                "main",
                server.connectString(),
                Duration.ofSeconds(20),
                checkEvery,
                ZooKeeperSettings.Sizes.withContent(limit),
                Access.NONE,
                bells);
        ConfigStore store = new ZooKeeperStore(settings, worker, timer, InstantSource.system());
        opened.add(store);
        store.start();
        store.current(DocumentId.of("none/none"), Deadline.after(Duration.ofSeconds(20)));
        return store;
    }

    /** Each node of Edict's with what changes when it is written. */
    Map<String, String> dump() {
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

    @Override
    public void close() {
        opened.forEach(ConfigStore::close);
        timer.shutdownNow();
        worker.shutdownNow();
        raw.close();
        server.close();
    }
}
