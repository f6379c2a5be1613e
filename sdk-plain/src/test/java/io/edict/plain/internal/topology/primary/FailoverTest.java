package io.edict.plain.internal.topology.primary;

import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.FencedException;
import io.edict.error.InvalidRequestException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.memory.MemoryClusters;
import io.edict.plain.internal.memory.MemoryStore;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.topology.Differences.Difference;
import io.edict.plain.internal.topology.Differences.Kind;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to publishers, readers and copies when clusters in memory come and go. */
class FailoverTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final DocumentId BILLING = DocumentId.of("shop/billing");
    private static final Nearest.Pace PACE =
            new Nearest.Pace(Duration.ofMillis(10), Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final Replicator.Pace EAGER = new Replicator.Pace(Duration.ofMillis(10), Duration.ofMillis(200));

    private final MemoryClusters clusters =
            new MemoryClusters(Duration.ofMillis(100), "berlin", "munich", "hamburg", "witness");
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        clusters.close();
    }

    @Test
    void copiesFollowThePrimaryWithTheirHistory() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"), text(BILLING, "b = 1"));
        replicate(store);
        publish(store, text(ORDERS, "a = 2"));
        publish(store, deletion(BILLING));
        publish(store, text(DocumentId.of("later/one"), "c = 1"));

        for (String city : List.of("munich", "hamburg")) {
            await(() -> sameAs(city, "berlin", ORDERS, BILLING, DocumentId.of("later/one")));
        }
        assertThat(standing("munich").role()).isEqualTo(Standing.Role.STANDBY);
        assertThat(standing("munich").primary()).isEqualTo("berlin");
    }

    @Test
    void whenThePrimaryFailsReadsAndChangesGoOnFromAStandbyAndPublishesAreRefused() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"));
        replicate(store);
        await(() -> sameAs("munich", "berlin", ORDERS));
        Ears ears = new Ears();
        StoreWatch watch = store.watch(ears);
        watch.follow(ORDERS);

        clusters.documents("berlin").outage(true);

        await(() -> ears.events.stream().anyMatch(ClientEvent.FailedOver.class::isInstance));
        assertThat(content(store, ORDERS)).isEqualTo("a = 1");
        assertThatThrownBy(() -> store.publish(
                        List.of(text(ORDERS, "a = 2")), UUID.randomUUID(), Deadline.after(Duration.ofMillis(200))))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("berlin of epoch 1")
                .hasMessageContaining("promote a standby");
        ears.changed.clear();
        new Promotion(store).promote("munich", false);
        publish(store, text(ORDERS, "a = 2"));
        replicate(store);
        await(() -> ears.changed.contains(ORDERS) && content(store, ORDERS).equals("a = 2"));
    }

    @Test
    void documentThatOnlyTheLostPrimaryHadIsNotCalledAbsent() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"));
        replicate(store);
        await(() -> sameAs("munich", "berlin", ORDERS) && sameAs("hamburg", "berlin", ORDERS));
        clusters.documents("berlin").outage(true);

        assertThatThrownBy(() -> store.current(BILLING, Deadline.after(Duration.ofMillis(300))))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("cannot be reached");
        clusters.documents("berlin").outage(false);
        await(() -> store.current(BILLING, deadline()) instanceof Reading.Missing);
    }

    @Test
    void promotionWithThePrimaryInReachLosesNothing() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"));
        publish(store, text(ORDERS, "a = 2"));
        Promotion promotion = new Promotion(store);
        await(() -> promotion.forecast("munich").lossless()
                && promotion.forecast("munich").hasMajority());

        Standing promoted = promotion.promote("munich", false);

        assertThat(promoted.epoch()).isEqualTo(2);
        assertThat(promoted.incarnation()).isEqualTo(1);
        assertThat(sameAs("munich", "berlin", ORDERS)).isTrue();
        MemoryStore old = clusters.open("berlin");
        assertThatThrownBy(() -> old.publish(List.of(text(ORDERS, "a = 9")), UUID.randomUUID(), deadline()))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("munich");
        assertThat(publish(store, text(ORDERS, "a = 3")).version()).isEqualTo(new Version(1, 3));
        replicate(store);
        await(() -> sameAs("berlin", "munich", ORDERS));
    }

    @Test
    void promotionWithoutAMajorityTakesForceAndSaysWhatIsLost() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"));
        replicate(store);
        await(() -> sameAs("munich", "berlin", ORDERS) && sameAs("hamburg", "berlin", ORDERS));
        clusters.documents("berlin").outage(true);
        clusters.documents("hamburg").outage(true);
        clusters.documents("witness").outage(true);
        Promotion promotion = new Promotion(store);
        await(() -> promotion.forecast("munich").reached().equals(Set.of("munich")));

        assertThat(promotion.forecast("munich").loss()).contains("shop/orders 1 of");
        assertThatThrownBy(() -> promotion.promote("munich", false))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no majority")
                .hasMessageContaining("shop/orders 1 of");
        assertThat(standing("munich").epoch()).isEqualTo(1);
        assertThat(promotion.promote("munich", true).incarnation()).isEqualTo(2);
        publish(store, text(ORDERS, "a = 2"));
    }

    @Test
    void withoutAMajorityThePrimaryInReachIsNoExcuse() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"));
        clusters.documents("hamburg").outage(true);
        clusters.documents("witness").outage(true);
        Promotion promotion = new Promotion(store);
        await(() -> promotion.forecast("munich").reached().equals(Set.of("berlin", "munich")));

        assertThatThrownBy(() -> promotion.promote("munich", false))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no majority");
        assertThat(standing("berlin").role()).isEqualTo(Standing.Role.PRIMARY);
    }

    @Test
    void returnedPrimaryOfAnEarlierEpochDoesNotPassForTheOneThatIsAway() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"));
        List<Replicator> replicators = replicate(store);
        await(() -> sameAs("munich", "berlin", ORDERS) && sameAs("hamburg", "berlin", ORDERS));
        replicators.forEach(Replicator::close);
        Promotion promotion = new Promotion(store);
        clusters.documents("berlin").outage(true);
        await(() -> promotion.forecast("munich").reached().equals(Set.of("munich", "hamburg", "witness")));
        promotion.promote("munich", false);
        publish(store, text(ORDERS, "a = 2"));
        clusters.documents("munich").outage(true);
        clusters.documents("berlin").outage(false);
        await(() -> promotion.forecast("hamburg").reached().equals(Set.of("berlin", "hamburg", "witness")));

        assertThat(promotion.forecast("hamburg").lossless()).isFalse();
        assertThat(promotion.promote("hamburg", false).incarnation()).isEqualTo(3);
    }

    @Test
    void witnessMakesAMajority() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"));
        replicate(store);
        await(() -> sameAs("munich", "berlin", ORDERS));
        clusters.documents("berlin").outage(true);
        Promotion promotion = new Promotion(store);
        await(() -> !promotion.forecast("munich").reached().contains("berlin"));

        promotion.promote("munich", false);

        assertThat(standing("witness").role()).isEqualTo(Standing.Role.WITNESS);
        assertThat(standing("witness").epoch()).isEqualTo(2);
        assertThat(standing("hamburg").primary()).isEqualTo("munich");
        assertThat(standing("hamburg").incarnation()).isEqualTo(2);
        assertThat(standing("witness").incarnation()).isEqualTo(2);
    }

    @Test
    void tailThatTheOldPrimaryTookAloneIsSetAsideWhenItReturnsAndNobodyGoesBack() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"));
        publish(store, text(BILLING, "b = 1"));
        List<Replicator> replicators = replicate(store);
        await(() -> sameAs("munich", "berlin", ORDERS, BILLING) && sameAs("hamburg", "berlin", ORDERS, BILLING));
        replicators.forEach(Replicator::close);
        StoredVersion lostOrders = at(publish(store, text(ORDERS, "a = lost")));
        StoredVersion lostBilling = at(publish(store, text(BILLING, "b = lost")));
        StoredVersion lostFresh = at(publish(store, text(DocumentId.of("lost/only"), "c = lost")));
        clusters.documents("berlin").outage(true);
        Promotion promotion = new Promotion(store);
        await(() -> !promotion.forecast("munich").lossless());
        promotion.promote("munich", false);
        assertThat(publish(store, text(ORDERS, "a = 2")).version()).isEqualTo(new Version(2, 2));
        Ears ears = new Ears();
        store.watch(ears).follow(ORDERS);

        clusters.documents("berlin").outage(false);
        replicate(store);

        await(() -> sameAs("berlin", "munich", ORDERS, BILLING));
        MemoryStore old = clusters.open("berlin");
        await(() -> old.conflicts(deadline()).containsAll(List.of(lostOrders, lostBilling)));
        assertThat(head("munich", BILLING).info().version()).isEqualTo(new Version(2, 2));
        assertThat(head("munich", BILLING).content())
                .isEqualTo(head("munich", BILLING, 1).content());
        assertThat(head("munich", BILLING).info().origin().message()).contains("set aside");
        assertThat(standing("berlin").role()).isEqualTo(Standing.Role.STANDBY);
        assertThat(ears.events)
                .anyMatch(event -> event instanceof ClientEvent.VersionsSetAside aside
                        && aside.cluster().equals("berlin")
                        && aside.versions().contains(lostOrders.info()));
        // Nobody else ever had it, so it is not taken away: it is reported.
        assertThat(head("berlin", lostFresh.info().id())).isEqualTo(lostFresh);
    }

    @Test
    void auditTellsWhatEachClusterLacksOrHasAloneAndRepairCopiesToStandbysOnly() {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "a = 1"));
        List<Replicator> replicators = replicate(store);
        await(() -> sameAs("munich", "berlin", ORDERS) && sameAs("hamburg", "berlin", ORDERS));
        replicators.forEach(Replicator::close);
        Audit audit = new Audit(store);
        assertThat(audit.compare(null).isSame()).isTrue();
        VersionInfo alone = publish(store, text(ORDERS, "a = alone"));
        assertThat(audit.compare(null).found())
                .contains(new Difference(ORDERS, "munich", Kind.BEHIND, new Version(1, 1), alone.version()))
                .hasSize(2);
        clusters.documents("berlin").outage(true);
        await(() -> !new Promotion(store).forecast("munich").lossless());
        new Promotion(store).promote("munich", false);
        VersionInfo billing = publish(store, text(BILLING, "b = 1"));
        clusters.documents("berlin").outage(false);
        await(() -> audit.compare(null).away().isEmpty());

        assertThat(audit.compare(null).found())
                .containsExactlyInAnyOrder(
                        new Difference(ORDERS, "berlin", Kind.AHEAD, alone.version(), new Version(1, 1)),
                        new Difference(BILLING, "berlin", Kind.BEHIND, null, billing.version()),
                        new Difference(BILLING, "hamburg", Kind.BEHIND, null, billing.version()));
        audit.repair();
        assertThat(audit.compare(null).found()).extracting(Difference::cluster).containsOnly("berlin");
        assertThat(head("berlin", ORDERS).info()).isEqualTo(alone);
    }

    @Test
    void publishThatTooFewStandbysHaveIsNotCalledSafe() {
        PrimaryStandbyStore store = opened(2);
        List<Replicator> replicators = replicate(store);
        publish(opened(0), text(BILLING, "b = 1"));
        await(() -> sameAs("munich", "berlin", BILLING) && sameAs("hamburg", "berlin", BILLING));
        replicators.forEach(Replicator::close);

        publish(store, text(ORDERS, "a = 1"));
        assertThat(sameAs("munich", "berlin", ORDERS) && sameAs("hamburg", "berlin", ORDERS))
                .isTrue();
        clusters.documents("hamburg").outage(true);
        await(() -> store.nearest().well().size() == 2);

        assertThatThrownBy(() -> publish(store, text(ORDERS, "a = 2")))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("on 1 of the 2 standbys");
        assertThat(sameAs("munich", "berlin", ORDERS)).isTrue();
    }

    @Test
    void transactionsArriveWhole() throws InterruptedException {
        PrimaryStandbyStore store = opened(0);
        publish(store, text(ORDERS, "n = 0"), text(BILLING, "n = 0"));
        replicate(store);
        await(() -> sameAs("munich", "berlin", ORDERS, BILLING));
        List<String> torn = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                VersionInfo one = head("munich", ORDERS).info();
                VersionInfo other = head("munich", BILLING).info();
                long later = head("munich", ORDERS).info().version().number();
                if (other.version().number() < one.version().number()
                        || other.version().number() > later) {
                    torn.add(one.version() + " " + other.version() + " " + later);
                }
            }
        });
        reader.start();
        for (int i = 1; i <= 200; i++) {
            publish(store, text(BILLING, "n = " + i), text(ORDERS, "n = " + i));
        }
        await(() -> head("munich", ORDERS).info().version().number() == 201);
        reader.interrupt();
        reader.join();

        assertThat(torn).isEmpty();
    }

    private PrimaryStandbyStore opened(int acknowledged) {
        List<Member> all = clusters.members(1 << 20);
        PrimaryStandbyStore store = new PrimaryStandbyStore(
                new PrimaryStandbyStore.Settings(all.subList(0, 3), all.subList(3, 4), acknowledged, PACE, null),
                clusters.timer());
        opened.add(store);
        store.start();
        return store;
    }

    private List<Replicator> replicate(PrimaryStandbyStore store) {
        List<Replicator> replicators = Replicator.all(store, new Replicator.Duty("test", EAGER, null));
        opened.addAll(0, replicators);
        return replicators;
    }

    private static VersionInfo publish(ConfigStore store, Change... changes) {
        return store.publish(List.of(changes), UUID.randomUUID(), deadline())
                .get(0)
                .published();
    }

    private StoredVersion at(VersionInfo info) {
        return head("berlin", info.id());
    }

    private StoredVersion head(String city, DocumentId id) {
        return Objects.requireNonNull(stored(city, id));
    }

    private StoredVersion head(String city, DocumentId id, long number) {
        return clusters.open(city).content(id, number, deadline());
    }

    private @Nullable StoredVersion stored(String city, DocumentId id) {
        try (MemoryStore store = clusters.open(city)) {
            return store.current(id, deadline()) instanceof Reading.Present present ? present.version() : null;
        }
    }

    private boolean sameAs(String city, String other, DocumentId... ids) {
        try (MemoryStore here = clusters.open(city);
                MemoryStore there = clusters.open(other)) {
            for (DocumentId id : ids) {
                if (!here.current(id, deadline()).equals(there.current(id, deadline()))
                        || !here.history(id, deadline()).equals(there.history(id, deadline()))) {
                    return false;
                }
            }
            return true;
        }
    }

    private Standing standing(String city) {
        try (MemoryStore store = clusters.open(city)) {
            return Objects.requireNonNull(store.standing(deadline()));
        }
    }

    private static String content(ConfigStore store, DocumentId id) {
        return store.read(id, false).join() instanceof Reading.Present present
                ? String.valueOf(present.version().content().text())
                : "none";
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    /** Writes down what it hears. */
    private static final class Ears implements StoreWatch.Sink {
        private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
        private final List<DocumentId> changed = new CopyOnWriteArrayList<>();

        @Override
        public void announced(Announcement announcement) {
            changed.add(announcement.id());
        }

        @Override
        public void connection(ClusterStatus cluster) {
            events.add(new ClientEvent.ConnectionChanged(cluster));
        }

        @Override
        public void happened(ClientEvent event) {
            events.add(event);
        }

        @Override
        public @Nullable Stamp known(DocumentId id) {
            return null;
        }
    }
}
