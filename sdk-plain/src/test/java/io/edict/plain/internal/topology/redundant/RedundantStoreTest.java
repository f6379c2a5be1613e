package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ConfigStoreContract;
import io.edict.plain.internal.store.Content;
import io.edict.plain.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on three clusters of one server each. */
class RedundantStoreTest extends ConfigStoreContract {
    private static final List<EmbeddedZooKeeper> SERVERS = new ArrayList<>();
    private static final List<RawClient> RAW = new ArrayList<>();
    private static ThreeClusters clusters;
    private static ConfigStore store;

    @BeforeAll
    static void start() {
        for (int i = 0; i < 3; i++) {
            SERVERS.add(EmbeddedZooKeeper.start());
            RAW.add(RawClient.connect(SERVERS.get(i).connectString()));
        }
        clusters = new ThreeClusters(
                SERVERS.stream().map(EmbeddedZooKeeper::connectString).toList(), LIMIT);
        store = opened();
    }

    @AfterAll
    static void stop() {
        clusters.close();
        RAW.forEach(RawClient::close);
        SERVERS.forEach(EmbeddedZooKeeper::close);
    }

    private static ConfigStore opened() {
        ConfigStore opened = clusters.open(CHECK);
        opened.current(DocumentId.of("none/none"), deadline());
        return opened;
    }

    @Override
    protected ConfigStore store() {
        return store;
    }

    @Override
    protected ConfigStore open() {
        return opened();
    }

    @Override
    protected boolean publishesTogether() {
        return false;
    }

    /** What readers can see, in all clusters together: which of them are behind is no change. */
    @Override
    protected Map<String, String> dump() {
        Map<String, String> dump = new TreeMap<>();
        for (RawClient raw : RAW) {
            for (String root : List.of("/edict/heads", "/edict/history", "/edict/blobs")) {
                read(raw, root, dump);
            }
        }
        return dump;
    }

    private static void read(RawClient raw, String root, Map<String, String> dump) {
        try {
            if (raw.zooKeeper().exists(root, false) == null) {
                return;
            }
            for (String path : ZKUtil.listSubTreeBFS(raw.zooKeeper(), root)) {
                String seen = Content.sha256(raw.zooKeeper().getData(path, false, null));
                dump.merge(path, seen, (one, other) -> one.compareTo(other) < 0 ? other : one);
            }
        } catch (KeeperException | InterruptedException e) {
            throw new AssertionError("The tree cannot be read", e);
        }
    }
}
