package io.edict.plain.internal.topology.sharded;

import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.memory.MemoryClusters;
import io.edict.plain.internal.memory.MemoryStore;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.FencedNamespaceException;
import io.edict.plain.internal.store.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is true of namespaces, publishers and followers while shards in memory are added and drained. */
class MoverTest {
    private static final Logger log = LoggerFactory.getLogger(MoverTest.class);
    private static final int NAMESPACES = Integer.getInteger("edict.test.namespaces", 1_000);
    private static final Set<String> OLD = Set.of("alpha", "beta", "gamma");
    private static final Map<String, Double> FOUR = Map.of("alpha", 1.0, "beta", 1.0, "gamma", 1.0, "delta", 1.0);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private MemoryClusters clusters = clusters();

    private static MemoryClusters clusters() {
        return new MemoryClusters(Duration.ofMinutes(1), "alpha", "beta", "gamma", "delta");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        clusters.close();
    }

    @Test
    void fourthShardTakesItsShareWithHistoryAndTheRestStays() {
        ShardedStore store = founded();
        Traffic traffic = new Traffic(documents(200));
        traffic.seed(store);
        traffic.seed(store);

        long moved = new Mover(store, "test", 16).add("delta", 1);

        traffic.check(store);
        traffic.check(open(OLD, Set.of("delta")));
        List<String> there = owned(store, "delta");
        assertThat(there).hasSize((int) moved).isEqualTo(winning(200, "delta"));
        MemoryStore delta = clusters.open("delta");
        assertThat(delta.namespaces(deadline())).containsAll(there).hasSize(there.size() + 1);
        assertThat(store.namespaces(deadline())).hasSize(200);
    }

    @Test
    void manyNamespacesAreMovedUnderLoad() throws Exception {
        ShardedStore store = founded();
        Traffic traffic = new Traffic(documents(NAMESPACES));
        long begun = System.nanoTime();
        traffic.seed(store);
        log.info("Seeded after {} ms", (System.nanoTime() - begun) / 1_000_000);
        traffic.publish(open(OLD, Set.of("delta")), 0, 2, 1);
        traffic.publish(store, 1, 2, 2);

        long moved = new Mover(open(OLD, Set.of("delta")), "test", 64).add("delta", 1);

        traffic.stop();
        log.info(
                "Moved {} namespaces in {} ms with {} versions; slowest publish {}",
                moved,
                (System.nanoTime() - begun) / 1_000_000,
                traffic.versions(),
                traffic.slowest());
        assertThat(moved).isBetween(NAMESPACES / 5L, NAMESPACES * 3L / 10);
        traffic.check(store);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void publishersAndFollowersGoOnWhileShardsComeAndGo(long seed) throws Exception {
        ShardedStore store = founded();
        Traffic traffic = new Traffic(documents(60));
        traffic.seed(store);
        Traffic.Follower follower = traffic.follow(open(OLD, Set.of("delta")));
        Traffic.Follower other = traffic.follow(store);
        for (int part = 0; part < 3; part++) {
            traffic.publish(open(OLD, Set.of("delta")), part, 3, seed * 10 + part);
        }
        Mover mover = new Mover(open(OLD, Set.of("delta")), "test", 4);

        assertThat(mover.add("delta", 1)).isPositive();
        assertThat(mover.drain("beta")).isPositive();
        mover.reweigh(weights -> {
            weights.put("beta", 2.0);
            return weights;
        });
        assertThat(mover.drain("delta")).isPositive();

        traffic.stop();
        follower.complete();
        other.complete();
        traffic.check(store);
        assertThat(owned(store, "delta")).isEmpty();
        log.info("Slowest publish {} of {}", traffic.slowest(), traffic.versions());
    }

    @Test
    void moverThatEndsAtAnyWriteIsResumedByAnotherOne() throws Exception {
        int steps = 0;
        for (boolean after : new boolean[] {false, true}) {
            for (int step = 0; resumed(step, after); step++) {
                steps++;
                startAfresh();
            }
            startAfresh();
        }
        log.info("Stopped at {} places", steps);
        assertThat(steps).isGreaterThan(30);
    }

    private void startAfresh() throws Exception {
        close();
        opened.clear();
        clusters = clusters();
    }

    /** Whether the mover was stopped at all. */
    private boolean resumed(int step, boolean after) throws Exception {
        ShardedStore store = founded();
        Traffic traffic = new Traffic(documents(8));
        traffic.seed(store);
        Traffic.Follower follower = traffic.follow(store);
        traffic.publish(open(OLD, Set.of("delta")), 0, 2, step);
        traffic.publish(store, 1, 2, step);
        Flaky flaky = new Flaky();
        ShardedStore dying = start(flaky.wrap(shards(OLD, Set.of("delta"))));
        dying.namespaces(deadline());
        flaky.stopAt(step, after);
        boolean stopped = false;
        try {
            new Mover(dying, "first", 2).add("delta", 1);
        } catch (Flaky.Stopped e) {
            stopped = true;
        }
        new Mover(open(OLD, Set.of("delta")), "second", 2).add("delta", 1);
        traffic.stop();
        follower.complete();
        traffic.check(store);
        assertThat(owned(store, "delta")).as("step %d", step).isEqualTo(winning(8, "delta"));
        return stopped;
    }

    @Test
    void twoMoversAtOnceDoNoHarm() throws Exception {
        ShardedStore store = founded();
        Traffic traffic = new Traffic(documents(80));
        traffic.seed(store);
        traffic.publish(store, 0, 1, 7);
        Thread second = new Thread(() -> new Mover(open(OLD, Set.of("delta")), "second", 3).add("delta", 1));
        second.start();
        new Mover(open(OLD, Set.of("delta")), "first", 3).add("delta", 1);
        second.join(20_000);

        traffic.stop();
        traffic.check(store);
        assertThat(owned(store, "delta")).isEqualTo(winning(80, "delta"));
    }

    @Test
    void clientThatMissedEveryMapCannotPublishToTheShardThatGaveTheNamespaceUp() {
        ShardedStore store = founded();
        DocumentId id = moving();
        publish(store, text(id, "a = 1"));
        String source = Rendezvous.winner(id.namespace(), weights(OLD));
        MemoryStore direct = clusters.open(source);

        new Mover(store, "test", 16).add("delta", 1);

        assertThatThrownBy(() -> publish(direct, text(id, "a = lost")))
                .isInstanceOf(FencedNamespaceException.class)
                .hasMessageContaining("given up to shard delta");
        publish(store, text(id, "a = 2"));
        assertThat(clusters.open("delta").history(id, deadline())).hasSize(2);
        assertThat(direct.fence(id.namespace(), deadline()).state()).isEqualTo(Fence.State.CLOSED);
    }

    @Test
    void namespaceThatIsNewWhileWeightsChangeIsNotLost() {
        ShardedStore store = founded();
        ShardedStore late = open(OLD, Set.of("delta"));
        late.namespaces(deadline());
        DocumentId id = moving();
        String stale = Rendezvous.winner(id.namespace(), weights(OLD));
        new Mover(store, "test", 16).add("delta", 1);

        // By the map before, the namespace would be made here.
        MemoryStore direct = clusters.open(stale);
        assertThatThrownBy(() -> publish(direct, text(id, "a = 1"))).isInstanceOf(FencedNamespaceException.class);
        assertThat(direct.admit(id.namespace(), 1, deadline())).isFalse();

        publish(late, text(id, "a = 1"));
        assertThat(owned(store, "delta")).containsExactly(id.namespace());
    }

    @Test
    void publishersOfAMoveThatHangsAreToldSoAndOthersAreNotHeldUp() {
        ShardedStore store = founded();
        DocumentId id = moving();
        publish(store, text(id, "a = 1"));
        publish(store, text(id, "a = 2"));
        DocumentId other = DocumentId.of(winning(100, "alpha").get(0) + "/other");
        Flaky flaky = new Flaky();
        ShardedStore dying = start(flaky.wrap(shards(OLD, Set.of("delta"))));
        dying.namespaces(deadline());
        String source = Rendezvous.winner(id.namespace(), weights(OLD));
        int step = 0;
        while (clusters.open(source).fence(id.namespace(), deadline()).takesPublishes()) {
            flaky.stopAt(step++, true);
            assertThatThrownBy(() -> new Mover(dying, "first", 2).add("delta", 1))
                    .isInstanceOf(Flaky.Stopped.class);
        }

        assertThatThrownBy(() -> store.publish(
                        List.of(text(id, "a = 3")), UUID.randomUUID(), Deadline.after(Duration.ofMillis(200))))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("being moved between shards; nothing was written");
        publish(store, text(other, "b = 1"));
        assertThat(store.current(id, deadline())).isInstanceOf(Reading.Present.class);
        new Mover(store, "second", 2).resume();
        publish(store, text(id, "a = 3"));
        assertThat(store.history(id, deadline())).hasSize(3);
    }

    @Test
    void shardThatIsAwayHoldsUpItsOwnNamespacesOnly() {
        ShardedStore store = founded();
        DocumentId away = DocumentId.of(winning(100, "beta").get(0) + "/orders");
        DocumentId here = DocumentId.of(winning(100, "gamma").get(0) + "/orders");
        publish(store, text(away, "a = 1"));
        Traffic traffic = new Traffic(List.of(here));
        traffic.seed(store);
        clusters.documents("beta").outage(true);

        Traffic.Follower follower = traffic.follow(store);
        traffic.seed(store);
        follower.complete();
        assertThatThrownBy(() -> publish(store, text(away, "a = 2"))).isInstanceOf(StoreUnreachableException.class);
        ShardedStore fresh = open(OLD, Set.of());
        assertThat(fresh.current(here, deadline())).isInstanceOf(Reading.Present.class);
        clusters.documents("beta").outage(false);
        publish(fresh, text(away, "a = 2"));
    }

    @Test
    void shardsThatHoldDocumentsAlreadyBecomeOneStoreWithTheDocumentsWhereTheyAre() {
        DocumentId id = DocumentId.of(winning(100, "beta").get(0) + "/orders");
        publish(clusters.open("alpha"), text(id, "a = 1"));

        ShardedStore store = founded();

        publish(store, text(id, "a = 2"));
        assertThat(clusters.open("alpha").history(id, deadline())).hasSize(2);
        new Mover(store, "test", 16).resume();
        publish(store, text(id, "a = 3"));
        assertThat(owned(store, "beta")).containsExactly(id.namespace());
        assertThat(clusters.open("beta").history(id, deadline())).hasSize(3);
    }

    @Test
    void namespaceThatComesBackIsWholeAndOpenAgain() {
        ShardedStore store = founded();
        DocumentId id = moving();
        DocumentId gone = new DocumentId(id.namespace(), "gone");
        publish(store, text(id, "a = 1"), text(gone, "b = 1"));
        Mover mover = new Mover(store, "test", 16);

        mover.add("delta", 1);
        publish(store, text(id, "a = 2"));
        publish(store, deletion(gone));
        mover.drain("delta");

        publish(store, text(id, "a = 3"));
        assertThat(store.history(id, deadline()))
                .extracting(info -> info.version().number())
                .containsExactly(3L, 2L, 1L);
        assertThat(store.history(gone, deadline())).hasSize(2);
        assertThat(clusters.open("delta").fence(id.namespace(), deadline()).state())
                .isEqualTo(Fence.State.CLOSED);
    }

    private ShardedStore founded() {
        ShardedStore founder = open(OLD, Set.of());
        founder.namespaces(deadline());
        return open(OLD, Set.of("delta"));
    }

    private ShardedStore open(Set<String> names, Set<String> more) {
        return start(shards(names, more));
    }

    private List<Shard> shards(Set<String> names, Set<String> more) {
        return clusters.members(1 << 20).stream()
                .filter(member -> names.contains(member.name()) || more.contains(member.name()))
                .map(member -> new Shard(member.name(), 1, member.store()))
                .sorted(Comparator.comparing(Shard::name))
                .toList();
    }

    private synchronized ShardedStore start(List<Shard> shards) {
        ShardedStore store = new ShardedStore(shards);
        opened.add(store);
        store.start();
        return store;
    }

    private static List<DocumentId> documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> DocumentId.of("team-" + i + "/orders"))
                .toList();
    }

    /** Those of the namespaces of {@link #documents} that a shard has after the fourth one came, by hashing. */
    private static List<String> winning(int count, String shard) {
        return documents(count).stream()
                .map(DocumentId::namespace)
                .filter(namespace -> Rendezvous.winner(namespace, FOUR).equals(shard))
                .sorted()
                .toList();
    }

    /** A document that the fourth shard takes. */
    private static DocumentId moving() {
        return DocumentId.of(winning(100, "delta").get(0) + "/orders");
    }

    private static Map<String, Double> weights(Set<String> names) {
        Map<String, Double> weights = new TreeMap<>();
        names.forEach(name -> weights.put(name, 1.0));
        return weights;
    }

    /** The namespaces that a shard has, by the newest map. */
    private static List<String> owned(ShardedStore store, String shard) {
        store.charts().refresh(deadline());
        ShardMap map = store.charts().get(deadline()).map();
        Awaitility.await().until(map::isSettled);
        return store.namespaces(deadline()).stream()
                .filter(namespace -> map.owner(namespace).equals(shard))
                .toList();
    }

    private static void publish(ConfigStore store, Change... changes) {
        store.publish(List.of(changes), UUID.randomUUID(), deadline());
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
