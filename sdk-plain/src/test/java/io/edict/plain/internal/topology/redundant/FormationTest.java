package io.edict.plain.internal.topology.redundant;

import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.InvalidRequestException;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.testing.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.zookeeper.ZKUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How three clusters become one store. */
class FormationTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final DocumentId BILLING = DocumentId.of("shop/billing");
    private static final DocumentId GONE = DocumentId.of("shop/gone");

    private final List<EmbeddedZooKeeper> servers = new ArrayList<>();
    private ThreeClusters clusters;

    @BeforeEach
    void start() {
        for (int i = 0; i < 3; i++) {
            servers.add(EmbeddedZooKeeper.start());
        }
        clusters = new ThreeClusters(
                servers.stream().map(EmbeddedZooKeeper::connectString).toList(), 1 << 20);
    }

    @AfterEach
    void stop() {
        clusters.close();
        servers.forEach(EmbeddedZooKeeper::close);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static long publish(ConfigStore store, Change change) {
        return store.publish(List.of(change), UUID.randomUUID(), soon())
                .get(0)
                .version()
                .number();
    }

    private static List<Version> versions(RedundantStore store, DocumentId id) {
        return ThreeClusters.heads(store, id, soon()).stream()
                .filter(Reading.Present.class::isInstance)
                .map(head -> ((Reading.Present) head).version().info().version())
                .toList();
    }

    @Test
    void documentsOfOneClusterAreTakenOverWithTheirNumbers() {
        try (ConfigStore alone = clusters.alone(1)) {
            for (int i = 1; i <= 3; i++) {
                publish(alone, text(ORDERS, "a = " + i));
            }
            publish(alone, text(BILLING, "b = 1"));
            publish(alone, text(GONE, "c = 1"));
            publish(alone, deletion(GONE));
        }
        RedundantStore store = clusters.open(Duration.ofSeconds(1));

        assertThat(publish(store, text(ORDERS, "a = 4"))).isEqualTo(4);

        await().untilAsserted(
                        () -> assertThat(versions(store, ORDERS)).hasSize(3).containsOnly(new Version(1, 4)));
        assertThat(versions(store, BILLING)).hasSize(3).containsOnly(new Version(1, 1));
        assertThat(versions(store, GONE)).hasSize(3).containsOnly(new Version(1, 2));
        assertThat(publish(store, text(GONE, "c = 2"))).isEqualTo(3);
        assertThat(store.history(ORDERS, soon()))
                .extracting(info -> info.version().number())
                .containsExactly(4L, 3L, 2L, 1L);
        assertThat(publish(clusters.open(Duration.ofSeconds(1)), text(BILLING, "b = 2")))
                .isEqualTo(2);
    }

    @Test
    void severalWhoFormTheStoreAtOnceFormOne() throws Exception {
        List<RedundantStore> stores = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stores.add(clusters.open(Duration.ofSeconds(1)));
        }
        List<Thread> publishers = stores.stream()
                .map(store -> new Thread(() -> publish(store, text(ORDERS, "a = 1"))))
                .toList();
        publishers.forEach(Thread::start);
        for (Thread publisher : publishers) {
            publisher.join(20_000);
        }

        assertThat(publish(stores.get(0), text(ORDERS, "a = 4"))).isEqualTo(4);
    }

    @Test
    void clustersOfDifferentStoresAreNoStore() {
        for (int i = 0; i < 2; i++) {
            try (ConfigStore alone = clusters.alone(i)) {
                publish(alone, text(ORDERS, "a = " + i));
            }
        }
        RedundantStore store = clusters.open(Duration.ofSeconds(1));

        assertThatThrownBy(() -> publish(store, text(ORDERS, "a = 3")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("different stores");
    }

    @Test
    void clusterThatWasEmptiedDoesNotVoteUntilItIsLetInAgain() throws Exception {
        RedundantStore store = clusters.open(Duration.ofSeconds(1));
        publish(store, text(ORDERS, "a = 1"));
        try (RawClient raw = RawClient.connect(servers.get(2).connectString())) {
            ZKUtil.deleteRecursive(raw.zooKeeper(), "/edict");
        }

        assertThat(publish(store, text(ORDERS, "a = 2"))).isEqualTo(2);
        await().until(() -> clusters.events.all.stream()
                .anyMatch(
                        event -> event.startsWith("trouble c") && event.contains("has no part in a redundant store")));
        assertThat(versions(store, ORDERS)).hasSize(2);

        store.readmit("c", soon());
        assertThat(publish(store, text(ORDERS, "a = 3"))).isEqualTo(3);
        await().untilAsserted(
                        () -> assertThat(versions(store, ORDERS)).hasSize(3).containsOnly(new Version(1, 3)));
    }
}
