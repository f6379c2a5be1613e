package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.Format;
import io.edict.Publication;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.ShardOperations.Progress;
import io.edict.plain.ShardOperations.ShardReport;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Shards that are real servers, through what users are given: a store of three, to which a fourth is added under load. */
@Timeout(180)
class ShardedIT {
    @RegisterExtension
    static final ServerProcess ALPHA = ServerProcess.standalone();

    @RegisterExtension
    static final ServerProcess BETA = ServerProcess.standalone();

    @RegisterExtension
    static final ServerProcess GAMMA = ServerProcess.standalone();

    @RegisterExtension
    static final ServerProcess DELTA = ServerProcess.standalone();

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration HEALED = Duration.ofSeconds(60);
    private static final AtomicInteger STORES = new AtomicInteger();
    private static final List<DocumentId> IDS = IntStream.range(0, 16)
            .mapToObj(i -> DocumentId.of("team-" + i + "/orders"))
            .toList();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<ClientEvent> events = new CopyOnWriteArrayList<>();

    /** Each test has a store of its own, below this path. */
    private final String root = "/store-" + STORES.incrementAndGet();

    @BeforeEach
    void allServe() throws Exception {
        for (ServerProcess server : List.of(ALPHA, BETA, GAMMA, DELTA)) {
            server.start();
            try (RawClient raw = RawClient.connect(server.connectString())) {
                raw.zooKeeper().create(root, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void fourthShardIsAddedAndOneDrainedUnderLoadAndAFollowerHearsEveryVersionOnceInOrder() throws Exception {
        publishFirst(three().build());
        Follower follower = new Follower();
        Load load = new Load(follower);
        ConfigClient operator = opened(Edict.connect(four()).start());
        List<Progress> steps = new CopyOnWriteArrayList<>();
        ShardOperations shards = ShardOperations.of(operator).onProgress(steps::add);
        assertThat(report(shards, "delta").role()).isEqualTo("outside");
        assertThat(shards.status().shards()).extracting(ShardReport::namespaces).contains(0);
        load.awaitMore(3);

        long moved = shards.add("delta");

        load.awaitMore(3);
        assertThat(moved).isBetween(1L, 12L);
        assertThat(steps).allSatisfy(step -> assertThat(step.to()).isEqualTo("delta"));
        assertThat(steps.stream().mapToInt(step -> step.namespaces().size()).sum())
                .isEqualTo((int) moved);
        assertThat(report(shards, "delta").namespaces()).isEqualTo((int) moved);
        assertThat(shards.add("delta")).isZero();

        long drained = shards.drain("beta");

        assertThat(drained).isPositive();
        assertThat(report(shards, "beta").role()).isEqualTo("outside");
        shards.reweigh(Map.of("alpha", 3.0));
        load.awaitMore(3);
        load.stop();
        assertThat(shards.status().settled()).isTrue();
        assertThat(shards.status().shards().stream()
                        .mapToInt(ShardReport::namespaces)
                        .sum())
                .isEqualTo(IDS.size());
        IDS.forEach(id -> assertHeardOnceInOrderAndKept(follower, operator, id));
        assertThat(events)
                .filteredOn(ClientEvent.NamespaceMoved.class::isInstance)
                .isNotEmpty();
    }

    private static void assertHeardOnceInOrderAndKept(Follower follower, ConfigClient operator, DocumentId id) {
        long newest = follower.newest(id);
        assertThat(follower.heard(id)).isEqualTo(upTo(newest));
        assertThat(operator.publisher().history(id))
                .extracting((VersionInfo info) -> info.version().number())
                .hasSize((int) newest);
    }

    private static List<Long> upTo(long newest) {
        return LongStream.rangeClosed(2, newest).boxed().toList();
    }

    private static void publishFirst(Topology topology) {
        try (ConfigClient founder = Edict.connect(topology).start()) {
            IDS.forEach(id -> founder.publisher().publish(Publication.of(id, Format.HOCON, "n = 1")));
        }
    }

    @Test
    void shardThatIsAwayStopsNobodyElse() {
        publishFirst(four());
        ConfigClient client = opened(Edict.connect(four())
                .sessionTimeout(Duration.ofSeconds(6))
                .requestTimeout(Duration.ofSeconds(3))
                .checkEvery(Duration.ofSeconds(2))
                .follow(IDS.stream().map(DocumentId::toString).toArray(String[]::new))
                .start());
        Map<String, List<DocumentId>> places = places();
        DocumentId there = Objects.requireNonNull(places.get("gamma")).get(0);
        DocumentId elsewhere = Objects.requireNonNull(places.get("delta")).get(0);
        assertThatThrownBy(() -> client.publisher()
                        .publish(List.of(
                                Publication.of(there, Format.HOCON, "n = 0"),
                                Publication.of(elsewhere, Format.HOCON, "n = 0"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("gamma has " + there.namespace());

        GAMMA.kill();

        await().atMost(HEALED).until(() -> client.follow(there).status().state() == State.STALE);
        long number = client.publisher()
                .publish(Publication.of(elsewhere, Format.HOCON, "n = 77"))
                .version()
                .number();
        await().atMost(HEALED)
                .until(() -> client.snapshot(elsewhere.toString()).version().number() == number);
        assertThat(client.snapshot(there.toString()).version().number()).isPositive();
        assertThatThrownBy(() -> client.publisher().publish(Publication.of(there, Format.HOCON, "n = 0")))
                .hasMessageContaining(GAMMA.connectString());
        assertThat(report(ShardOperations.of(client), "gamma").problem()).isNotNull();
        assertThat(client.follow(elsewhere).status().state()).isEqualTo(State.CURRENT);

        GAMMA.start();

        await().atMost(HEALED).until(() -> client.follow(there).status().state() == State.CURRENT);
    }

    /** The documents by the shard that has them, each asked alone. */
    private Map<String, List<DocumentId>> places() {
        Map<String, List<DocumentId>> places = new TreeMap<>();
        Map.of("alpha", ALPHA, "gamma", GAMMA, "delta", DELTA).forEach((name, server) -> {
            try (ConfigClient alone = Edict.connect(at(server)).start()) {
                for (DocumentId id : IDS) {
                    if (isOpen(alone, id)) {
                        places.computeIfAbsent(name, fresh -> new ArrayList<>()).add(id);
                    }
                }
            }
        });
        return places;
    }

    /** Only one shard takes a namespace's publishes. */
    private static boolean isOpen(ConfigClient alone, DocumentId id) {
        try {
            alone.publisher().publish(Publication.of(id, Format.HOCON, "n = 0"));
            return true;
        } catch (EdictException fenced) {
            return false;
        }
    }

    private Topology.ShardedBuilder three() {
        return Topology.sharded()
                .shard("alpha", at(ALPHA))
                .shard("beta", at(BETA))
                .shard("gamma", at(GAMMA));
    }

    private Topology four() {
        return three().shard("delta", at(DELTA)).build();
    }

    private String at(ServerProcess server) {
        return server.connectString() + root;
    }

    private static ShardReport report(ShardOperations shards, String name) {
        return shards.status().shards().stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ConfigClient opened(ConfigClient client) {
        opened.add(client);
        return client;
    }

    /** Follows all documents, and takes note of every version that it is told of. */
    private final class Follower {
        private final Map<DocumentId, List<Long>> heard = new ConcurrentHashMap<>();

        Follower() {
            ConfigClient client = opened(Edict.connect(four())
                    .follow(IDS.stream().map(DocumentId::toString).toArray(String[]::new))
                    .onEvent(events::add)
                    .start());
            for (DocumentId id : IDS) {
                heard.put(id, new CopyOnWriteArrayList<>());
                client.follow(id)
                        .subscribe(change -> heard(id, change.after().version().number()));
            }
        }

        private synchronized void heard(DocumentId id, long number) {
            heard(id).add(number);
            notifyAll();
        }

        List<Long> heard(DocumentId id) {
            return Objects.requireNonNull(heard.get(id));
        }

        long newest(DocumentId id) {
            List<Long> numbers = heard(id);
            return numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1);
        }

        /** Waits until it has heard of a version, and of none after it. */
        synchronized void await(DocumentId id, long number) throws InterruptedException {
            long end = System.nanoTime() + HEALED.toNanos();
            while (newest(id) != number) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException(
                            "Version " + number + " of " + id + " is not heard of, but " + newest(id));
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }

    /** Publishes all documents in turn; each again only once the follower has heard of it, so that none is passed over. */
    private final class Load {
        private final Follower follower;
        private final ConfigClient client =
                opened(Edict.connect(four()).keepVersions(100_000).start());
        private final Thread thread = new Thread(this::run, "load");
        private final AtomicInteger rounds = new AtomicInteger();
        private volatile boolean stopped;
        private volatile @Nullable Throwable failure;

        Load(Follower follower) {
            this.follower = follower;
            thread.start();
        }

        private void run() {
            try {
                while (!stopped) {
                    for (DocumentId id : IDS) {
                        follower.await(id, publish(id));
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                    rounds.incrementAndGet();
                }
            } catch (InterruptedException | RuntimeException e) {
                failure = e;
            }
        }

        private long publish(DocumentId id) {
            return client.publisher()
                    .publish(Publication.of(id, Format.HOCON, "n = \"" + System.nanoTime() + "\""))
                    .version()
                    .number();
        }

        /** Waits until each of the documents was published so many times more. */
        void awaitMore(int more) {
            int target = rounds.get() + more;
            await().atMost(HEALED).until(() -> failure != null || rounds.get() >= target);
            assertThat(failure).isNull();
        }

        void stop() throws InterruptedException {
            stopped = true;
            thread.join();
            assertThat(failure).isNull();
        }
    }
}
