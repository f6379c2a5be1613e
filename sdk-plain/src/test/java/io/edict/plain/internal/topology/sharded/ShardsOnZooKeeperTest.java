package io.edict.plain.internal.topology.sharded;

import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.FencedNamespaceException;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import io.edict.plain.internal.zookeeper.ZooKeeperStore;
import io.edict.plain.testing.RawClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each shard is a path of its own on one server. */
class ShardsOnZooKeeperTest {
    private static final Logger log = LoggerFactory.getLogger(ShardsOnZooKeeperTest.class);
    private static final List<String> OLD = List.of("alpha", "beta", "gamma");
    private static final List<String> ALL = List.of("alpha", "beta", "gamma", "delta");

    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private EmbeddedZooKeeper server;

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedZooKeeper.start();
        try (RawClient raw = RawClient.connect(server.connectString())) {
            for (String name : ALL) {
                raw.zooKeeper().create("/" + name, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        timer.shutdownNow();
        worker.shutdownNow();
        server.close();
    }

    @Test
    void moverThatEndsAgainAndAgainBringsAFourthShardItsShareUnderLoad() throws Exception {
        ShardedStore store = opened(shards(OLD));
        store.namespaces(deadline());
        ShardedStore wide = opened(shards(ALL));
        Traffic traffic = new Traffic(IntStream.range(0, 24)
                .mapToObj(i -> DocumentId.of("team-" + i + "/orders"))
                .toList());
        traffic.seed(store);
        Traffic.Follower follower = traffic.follow(wide);
        traffic.publish(wide, 0, 2, 1);
        traffic.publish(opened(shards(ALL)), 1, 2, 2);
        Flaky flaky = new Flaky();
        ShardedStore dying = opened(flaky.wrap(shards(ALL)));
        dying.namespaces(deadline());

        long begun = System.nanoTime();
        int stops = 0;
        while (stopped(flaky, dying, stops)) {
            stops++;
        }

        log.info(
                "Stopped {} times in {} ms; slowest publish {} of {}",
                stops,
                (System.nanoTime() - begun) / 1_000_000,
                traffic.slowest(),
                traffic.versions());
        assertThat(stops).isGreaterThan(5);
        new Mover(wide, "test", 4).drain("beta");
        traffic.stop();
        follower.complete();
        traffic.check(wide);
        assertThat(wide.namespaces(deadline())).hasSize(24);
        follower.close();
    }

    private static boolean stopped(Flaky flaky, ShardedStore dying, int step) {
        flaky.stopAt(step, step % 2 == 0);
        try {
            new Mover(dying, "test", 2).add("delta", 1);
            return false;
        } catch (Flaky.Stopped e) {
            return true;
        }
    }

    @Test
    void clientThatKnowsOneShardOnlyCannotPublishWhatWasMovedNorMakeNamespaces() {
        ShardedStore store = opened(shards(OLD));
        DocumentId id = DocumentId.of("shop/orders");
        publish(store, id);
        String owner = store.charts().get(deadline()).map().owner("shop");
        ShardStore direct = shard(owner);
        opened.add(direct);
        direct.start();

        new Mover(store, "test", 4).drain(owner);

        assertThatThrownBy(() -> direct.publish(List.of(text(id, "a = lost")), UUID.randomUUID(), deadline()))
                .isInstanceOf(FencedNamespaceException.class);
        assertThatThrownBy(() ->
                        direct.publish(List.of(text(DocumentId.of("new/one"), "a = 1")), UUID.randomUUID(), deadline()))
                .isInstanceOf(FencedNamespaceException.class)
                .hasMessageContaining("not admitted");
        assertThat(direct.fence("shop", deadline()).state()).isEqualTo(Fence.State.CLOSED);
        publish(store, id);
        assertThat(store.history(id, deadline())).hasSize(2);
        assertThat(direct.history(id, deadline())).hasSize(1);
    }

    @Test
    @Timeout(60)
    void mapThatTheAnchorHasLostIsBroughtBack() throws Exception {
        ShardedStore store = opened(shards(OLD));
        publish(store, DocumentId.of("shop/orders"));
        String head = "/alpha/edict/heads/" + ShardStore.MAP;
        try (RawClient raw = RawClient.connect(server.connectString())) {
            byte[] before = raw.zooKeeper().getData(head, false, null);
            new Mover(store, "test", 4).reweigh(weights -> {
                weights.put("gamma", 3.0);
                return weights;
            });
            long number = store.charts().get(deadline()).number();
            raw.zooKeeper().setData(head, before, -1);
            assertThat(number(store)).isLessThan(number);

            new Mover(store, "test", 4).drain("beta");

            assertThat(number(store)).isGreaterThan(number);
        }
        publish(store, DocumentId.of("shop/orders"));
    }

    /** Of the map that the anchor has. */
    private static long number(ShardedStore store) {
        return ((Reading.Present) store.shard("alpha").store().current(ShardStore.MAP, deadline()))
                .version()
                .info()
                .version()
                .number();
    }

    private static void publish(ShardedStore store, DocumentId id) {
        store.publish(List.of(text(id, "a = 1")), UUID.randomUUID(), deadline());
    }

    private ShardedStore opened(List<Shard> shards) {
        ShardedStore store = new ShardedStore(shards);
        opened.add(store);
        store.start();
        return store;
    }

    private List<Shard> shards(List<String> names) {
        return names.stream().map(name -> new Shard(name, 1, shard(name))).toList();
    }

    private ShardStore shard(String name) {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                name,
                server.connectString() + "/" + name,
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                ZooKeeperSettings.Sizes.withContent(1 << 20));
        return new ZooKeeperStore(settings, worker, timer, InstantSource.system());
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
