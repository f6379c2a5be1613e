package io.edict.plain.internal.topology.sharded;

import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.FencedNamespaceException;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.primary.PrimaryStandbyStore;
import io.edict.plain.internal.topology.primary.Promotion;
import io.edict.plain.internal.topology.primary.Replicator;
import io.edict.plain.internal.topology.redundant.RedundantSettings;
import io.edict.plain.internal.topology.redundant.RedundantStore;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import io.edict.plain.internal.zookeeper.ZooKeeperStore;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store of three shards: one cluster, a redundant store, and a primary with a standby. Each cluster is a path of its own on
 * one server, behind a proxy of its own.
 */
class ComposedShardsTest {
    private static final Logger log = LoggerFactory.getLogger(ComposedShardsTest.class);
    private static final List<String> CLUSTERS = List.of("alone", "lisbon", "madrid", "dublin", "berlin", "munich");
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Nearest.Pace PACE =
            new Nearest.Pace(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final ExecutorService worker = Executors.newFixedThreadPool(3);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<String, TcpProxy> proxies = new HashMap<>();
    private EmbeddedZooKeeper server;

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedZooKeeper.start();
        int port = Integer.parseInt(
                server.connectString().substring(server.connectString().lastIndexOf(':') + 1));
        try (RawClient raw = RawClient.connect(server.connectString())) {
            for (String name : CLUSTERS) {
                raw.zooKeeper().create("/" + name, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                proxies.put(name, TcpProxy.to(port));
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
        for (TcpProxy proxy : proxies.values()) {
            proxy.close();
        }
        server.close();
    }

    @Test
    void namespacesMoveBetweenShardsOfAllKindsUnderLoadAndAMoverMayEndAnywhere() throws Exception {
        ShardedStore store = opened(shards(true));
        store.namespaces(deadline());
        Traffic traffic = new Traffic(documents(9), Duration.ofMillis(10));
        traffic.seed(store);
        traffic.seed(store);
        Traffic.Follower follower = traffic.follow(store);
        traffic.publish(store, 0, 2, 1);
        traffic.publish(opened(shards(false)), 1, 2, 2);
        Flaky flaky = new Flaky();
        ShardedStore dying = opened(flaky.wrap(shards(false)));
        dying.namespaces(deadline());

        int stops = 0;
        for (String drained : List.of("one", "several", "pair")) {
            for (int step = 0; stopped(flaky, dying, drained, step); step += 7) {
                stops++;
            }
            assertThat(owned(store, drained)).isEmpty();
            new Mover(store, "test", 4).add(drained, 1);
        }

        log.info("Stopped {} times; slowest publish {} of {}", stops, traffic.slowest(), traffic.versions());
        assertThat(stops).isGreaterThan(8);
        traffic.stop();
        follower.complete();
        traffic.check(store);
        assertThat(Stream.of("one", "several", "pair").map(name -> owned(store, name)))
                .allSatisfy(owned -> assertThat(owned).isNotEmpty());
        follower.close();
    }

    private static boolean stopped(Flaky flaky, ShardedStore dying, String shard, int step) {
        flaky.stopAt(step, step % 2 == 0);
        try {
            new Mover(dying, "test", 2).drain(shard);
            return false;
        } catch (Flaky.Stopped e) {
            return true;
        }
    }

    @Test
    void clusterOfARedundantShardThatIsAwayHoldsUpMovesButNoPublishes() {
        ShardedStore store = opened(shards(true));
        store.namespaces(deadline());
        DocumentId id = DocumentId.of(bornIn(store, "several") + "/orders");
        publish(store, id);
        proxy("madrid").cut();

        publish(store, id);
        DocumentId fresh = DocumentId.of(bornIn(store, "several") + "-new/orders");
        publish(store, fresh);
        Mover mover = new Mover(store, "test", 4).patience(SOON);
        assertThatThrownBy(() -> mover.drain("several"))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("madrid");
        publish(store, fresh);

        proxy("madrid").restore();
        mover.patience(Duration.ofSeconds(20));
        assertThat(mover.drain("several")).isPositive();
        publish(store, id);
        assertThat(store.history(id, deadline())).hasSize(3);
        assertThat(owned(store, "several")).isEmpty();
    }

    @Test
    void clientThatKnowsAShardOnlyCannotPublishWhatWasGivenUpNorMakeNamespaces() {
        ShardedStore store = opened(shards(true));
        store.namespaces(deadline());
        for (String name : List.of("several", "pair")) {
            DocumentId id = DocumentId.of(bornIn(store, name) + "/orders");
            publish(store, id);
            ShardStore direct = shards(false).stream()
                    .filter(shard -> shard.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .store();
            opened.add(direct);
            direct.start();

            new Mover(store, "test", 4).drain(name);

            assertThat(direct.fence(id.namespace(), deadline()).state()).isEqualTo(Fence.State.CLOSED);
            assertThatThrownBy(() -> direct.publish(List.of(text(id, "a = lost")), UUID.randomUUID(), deadline()))
                    .isInstanceOf(FencedNamespaceException.class)
                    .hasMessageContaining("given up");
            assertThatThrownBy(() -> direct.publish(
                            List.of(text(DocumentId.of("new-" + name + "/one"), "a = 1")),
                            UUID.randomUUID(),
                            deadline()))
                    .isInstanceOf(FencedNamespaceException.class)
                    .hasMessageContaining("not admitted");
            publish(store, id);
            assertThat(store.history(id, deadline())).hasSize(2);
            new Mover(store, "test", 4).add(name, 1);
        }
    }

    @Test
    void standbyThatIsPromotedKnowsWhatItsShardHasGivenUp() {
        ShardedStore store = opened(shards(true));
        store.namespaces(deadline());
        DocumentId id = DocumentId.of(bornIn(store, "pair") + "/orders");
        publish(store, id);
        new Mover(store, "test", 4).drain("pair");
        publish(store, id);
        proxy("berlin").cut();

        PrimaryStandbyStore pair = (PrimaryStandbyStore) store.shard("pair").store();
        new Promotion(pair).promote("munich", true);

        assertThat(pair.fence(id.namespace(), deadline()).state()).isEqualTo(Fence.State.CLOSED);
        assertThatThrownBy(() -> pair.publish(List.of(text(id, "a = lost")), UUID.randomUUID(), deadline()))
                .isInstanceOf(FencedNamespaceException.class);
        assertThat(pair.admit("made-by-an-old-map", 1, deadline())).isFalse();
        publish(store, id);
        assertThatThrownBy(() -> new Mover(store, "test", 4).patience(SOON).add("pair", 1))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("berlin");
        proxy("berlin").restore();
        new Mover(store, "test", 4).add("pair", 1);
        publish(store, id);
        assertThat(store.history(id, deadline())).hasSize(4);
        assertThat(owned(store, "pair")).contains(id.namespace());
        assertThat(store.current(id, deadline())).isInstanceOf(Reading.Present.class);
    }

    @Test
    void shardWhosePrimaryIsAwayIsReadFromItsStandby() {
        ShardedStore store = opened(shards(true));
        store.namespaces(deadline());
        DocumentId id = DocumentId.of(bornIn(store, "pair") + "/orders");
        publish(store, id);
        await().until(() -> store.shard("pair").store() instanceof PrimaryStandbyStore pair
                && pair.nearest().members().get(1).store().current(id, deadline()) instanceof Reading.Present);
        proxy("berlin").cut();

        assertThat(store.current(id, deadline())).isInstanceOf(Reading.Present.class);
        assertThatThrownBy(() -> store.publish(List.of(text(id, "a = 2")), UUID.randomUUID(), Deadline.after(SOON)))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("primary berlin");
        proxy("berlin").restore();
        publish(store, id);
    }

    @Test
    void incarnationIsRaisedInTheShardsThatHaveOne() {
        ShardedStore store = opened(shards(true));
        store.namespaces(deadline());
        List<DocumentId> ids = Stream.of("one", "several", "pair")
                .map(shard -> DocumentId.of(bornIn(store, shard) + "/orders"))
                .toList();
        ids.forEach(id -> publish(store, id));

        assertThat(store.raiseIncarnation(1, deadline())).isEqualTo(2);

        assertThat(store.incarnation(deadline())).isEqualTo(2);
        ids.forEach(id -> publish(store, id));
        assertThat(ids)
                .extracting(id -> store.history(id, deadline()).get(0).version())
                .containsExactly(new Version(2, 2), new Version(1, 2), new Version(2, 2));
    }

    @Test
    void clusterThatIsLetInAgainKnowsWhatItsShardHasGivenUp() throws Exception {
        ShardedStore store = opened(shards(true));
        store.namespaces(deadline());
        DocumentId id = DocumentId.of(bornIn(store, "several") + "/orders");
        publish(store, id);
        new Mover(store, "test", 4).drain("several");
        try (RawClient raw = RawClient.connect(server.connectString())) {
            ZKUtil.deleteRecursive(raw.zooKeeper(), "/madrid/edict");
        }
        proxy("madrid").cut();
        proxy("madrid").restore();
        RedundantStore several = (RedundantStore) store.shard("several").store();
        Member madrid = several.nearest().members().get(1);
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(madrid.store().fence(id.namespace(), deadline()))
                        .isEqualTo(Fence.ABSENT));

        several.readmit("madrid", deadline());

        assertThat(madrid.store().fence(id.namespace(), deadline()).state()).isEqualTo(Fence.State.CLOSED);
        assertThatThrownBy(() -> several.publish(List.of(text(id, "a = lost")), UUID.randomUUID(), deadline()))
                .isInstanceOf(FencedNamespaceException.class);
        new Mover(store, "test", 4).add("several", 1);
        publish(store, id);
        assertThat(store.history(id, deadline())).hasSize(2);
        assertThat(owned(store, "several")).contains(id.namespace());
    }

    private TcpProxy proxy(String cluster) {
        return Objects.requireNonNull(proxies.get(cluster));
    }

    /** A namespace that is made in a shard, by the map of three shards of weight 1. */
    private static String bornIn(ShardedStore store, String shard) {
        ShardMap map = store.charts().get(deadline()).map();
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "team-" + i)
                .filter(name -> shard.equals(map.birthplace(name)) && shard.equals(map.birthplace(name + "-new")))
                .findFirst()
                .orElseThrow();
    }

    private static List<DocumentId> documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> DocumentId.of("team-" + i + "/orders"))
                .toList();
    }

    private static List<String> owned(ShardedStore store, String shard) {
        store.charts().refresh(deadline());
        ShardMap map = store.charts().get(deadline()).map();
        return store.namespaces(deadline()).stream()
                .filter(namespace -> map.owner(namespace).equals(shard))
                .toList();
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

    private List<Shard> shards(boolean replicates) {
        return List.of(
                new Shard("one", 1, cluster("alone")),
                new Shard("several", 1, redundant()),
                new Shard("pair", 1, pair(replicates)));
    }

    private RedundantStore redundant() {
        List<ZooKeeperStore> clusters =
                Stream.of("lisbon", "madrid", "dublin").map(this::cluster).toList();
        return new RedundantStore(
                clusters.stream()
                        .map(cluster -> new RedundantStore.Part(cluster, cluster.registers()))
                        .toList(),
                new RedundantSettings(clusters.get(0).packing(), 1 << 20, Duration.ZERO, PACE),
                worker,
                timer);
    }

    private PrimaryStandbyStore pair(boolean replicates) {
        Replicator.Pace pace = new Replicator.Pace(Duration.ofMillis(200), Duration.ofSeconds(10));
        return new PrimaryStandbyStore(
                new PrimaryStandbyStore.Settings(
                        Stream.of("berlin", "munich")
                                .map(name -> new Member(name, cluster(name)))
                                .toList(),
                        List.of(),
                        0,
                        PACE,
                        replicates ? new Replicator.Duty("test", pace, null) : null),
                timer);
    }

    private ZooKeeperStore cluster(String name) {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                name,
                proxy(name).connectString() + "/" + name,
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                ZooKeeperSettings.Sizes.withContent(1 << 20));
        return new ZooKeeperStore(settings, worker, timer, InstantSource.system());
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
