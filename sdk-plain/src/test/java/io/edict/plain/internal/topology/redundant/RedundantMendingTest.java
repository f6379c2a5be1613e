package io.edict.plain.internal.topology.redundant;

import static io.edict.plain.internal.store.Changes.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.topology.Differences;
import io.edict.plain.internal.topology.Differences.Difference;
import io.edict.plain.internal.topology.Differences.Kind;
import io.edict.plain.internal.topology.register.Answer;
import io.edict.plain.internal.topology.register.Ballot;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Marks;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Request;
import io.edict.plain.internal.topology.register.Right;
import io.edict.plain.testing.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found wrong in one of three clusters, and set right. */
class RedundantMendingTest {
    private static final List<EmbeddedZooKeeper> SERVERS = new ArrayList<>();
    private static final List<RawClient> RAW = new ArrayList<>();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static ThreeClusters clusters;
    private static RedundantStore store;

    private final DocumentId id = DocumentId.of("mending/orders-" + NAMES.incrementAndGet());

    @BeforeAll
    static void start() {
        for (int i = 0; i < 3; i++) {
            SERVERS.add(EmbeddedZooKeeper.start());
            RAW.add(RawClient.connect(SERVERS.get(i).connectString()));
        }
        clusters = new ThreeClusters(
                SERVERS.stream().map(EmbeddedZooKeeper::connectString).toList(), 1 << 22);
        store = clusters.open(Duration.ofSeconds(1));
    }

    @AfterAll
    static void stop() {
        clusters.close();
        RAW.forEach(RawClient::close);
        SERVERS.forEach(EmbeddedZooKeeper::close);
    }

    @BeforeEach
    void forgetEvents() {
        clusters.events.all.clear();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private VersionInfo publish(String text) {
        VersionInfo published = store.publish(List.of(text(id, text)), UUID.randomUUID(), soon())
                .get(0)
                .published();
        await().untilAsserted(() -> assertThat(versions()).hasSize(3).containsOnly(published));
        return published;
    }

    private List<VersionInfo> versions() {
        return ThreeClusters.heads(store, id, soon()).stream()
                .filter(Reading.Present.class::isInstance)
                .map(reading -> ((Reading.Present) reading).version().info())
                .toList();
    }

    private String head() {
        return "/edict/heads/" + id;
    }

    @Test
    void headThatNobodyHasChosenIsSetAsideAndReplaced() throws Exception {
        VersionInfo one = publish("a = 1");
        VersionInfo forged = forged(2, "a = 666");
        StoredVersion current = ((Reading.Present) store.current(id, soon())).version();
        Header header = new Header(current.storeId(), forged, Header.Layout.PLAIN);
        RAW.get(2).zooKeeper().setData(head(), (HeaderCodec.encode(header) + "\na = 666").getBytes(UTF_8), -1);

        store.janitor().inspect(id).get(20, TimeUnit.SECONDS);

        assertThat(versions()).hasSize(3).containsOnly(one);
        assertThat(clusters.events.all).contains("diverged " + id + " c", "repaired " + id + " c");
        assertThat(RAW.get(2).read("/edict/conflicts/" + id + "/1.2." + forged.publishId()))
                .endsWith("a = 666");
        assertThat(clusters.counts.now().repaired()).isPositive();
        assertThat(publish("a = 2").version().number()).isEqualTo(2);
    }

    private VersionInfo forged(long number, String text) {
        return Changes.info(id, number, VersionInfo.Kind.CONTENT, Content.ofText(text));
    }

    @Test
    void contentThatIsNotWhatItsHeadSaysIsLaidDownAgain() throws Exception {
        VersionInfo one = publish("a = 1");
        String node = RAW.get(1).read(head());
        RAW.get(1)
                .zooKeeper()
                .setData(head(), node.replace("\na = 1", "\na = 7").getBytes(UTF_8), -1);

        store.janitor().sweep().get(20, TimeUnit.SECONDS);

        assertThat(versions()).hasSize(3).containsOnly(one);
        assertThat(clusters.events.all).contains("repaired " + id + " b");
    }

    @Test
    void headThatIsGoneOrGarbageIsMadeAgain() throws Exception {
        VersionInfo one = publish("a = 1");
        RAW.get(0).zooKeeper().setData(head(), "garbage".getBytes(UTF_8), -1);
        RAW.get(1).zooKeeper().delete(head(), -1);

        store.janitor().inspect(id).get(20, TimeUnit.SECONDS);

        assertThat(versions()).hasSize(3).containsOnly(one);
    }

    @Test
    void auditNamesWhatIsWrongWhereAndChangesNothing() throws Exception {
        VersionInfo one = publish("a = 1");
        assertThat(store.audit().compare(Set.of(id)).isSame()).isTrue();
        VersionInfo forged = forged(2, "a = 666");
        StoredVersion current = ((Reading.Present) store.current(id, soon())).version();
        String wrong = HeaderCodec.encode(new Header(current.storeId(), forged, Header.Layout.PLAIN)) + "\na = 666";
        RAW.get(2).zooKeeper().setData(head(), wrong.getBytes(UTF_8), -1);
        String damaged = RAW.get(1).read(head()).replace("\na = 1", "\na = 7");
        RAW.get(1).zooKeeper().setData(head(), damaged.getBytes(UTF_8), -1);

        Differences differences = store.audit().compare(Set.of(id));

        assertThat(differences.found())
                .containsExactlyInAnyOrder(
                        new Difference(id, "b", Kind.DAMAGED, one.version(), one.version()),
                        new Difference(id, "c", Kind.DIVERGED, forged.version(), one.version()));
        assertThat(RAW.get(1).read(head())).isEqualTo(damaged);
        assertThat(RAW.get(2).read(head())).isEqualTo(wrong);
        assertThat(clusters.events.all).isEmpty();
        store.janitor().sweep().get(20, TimeUnit.SECONDS);
        assertThat(store.audit().compare(Set.of(id)).isSame()).isTrue();
    }

    @Test
    void publishThatItsPublisherDidNotFinishIsFinished() throws Exception {
        VersionInfo one = publish("a = 1");
        Edition base = new Edition(one, List.of(new Edition.Past(one.version(), one.publishId())));
        VersionInfo two = forged(2, "a = 2");
        Edition next = new Edition(
                two,
                List.of(
                        new Edition.Past(two.version(), two.publishId()),
                        new Edition.Past(one.version(), one.publishId())));
        Ballot ballot = new Ballot(1_000, UUID.randomUUID());
        StoredVersion current = ((Reading.Present) store.current(id, soon())).version();
        Parcel parcel =
                new Parcel(new Header(current.storeId(), two, Header.Layout.PLAIN), "a = 2".getBytes(UTF_8), null);
        for (RegisterCluster cluster : clusters.registers.subList(0, 2)) {
            Member to = new Member(cluster.name(), 1);
            Request.Term term = new Request.Term(1, ballot, Ballot.NONE);
            var reply = cluster.ask(
                            to,
                            cluster.connection(),
                            id,
                            new Request.Accept(term, next, base, Marks.NONE, Right.PUBLISH),
                            (edition, whole) -> CompletableFuture.completedFuture(parcel))
                    .get(20, TimeUnit.SECONDS);
            assertThat(reply.answer()).isInstanceOf(Answer.Accepted.class);
        }
        assertThat(versions()).containsOnly(one);

        store.janitor().inspect(id).get(20, TimeUnit.SECONDS);

        await().untilAsserted(() -> assertThat(versions()).hasSize(3).containsOnly(two));
        assertThat(publish("a = 3").version().number()).isEqualTo(3);
    }

    @Test
    void damagedRegisterDoesNotVoteAndIsReported() throws Exception {
        publish("a = 1");
        RAW.get(2).zooKeeper().setData("/edict/registers/" + id, "{\"edict\":1}".getBytes(UTF_8), -1);

        store.publish(List.of(text(id, "a = 2")), UUID.randomUUID(), soon());
        store.janitor().inspect(id).get(20, TimeUnit.SECONDS);

        assertThat(clusters.events.all)
                .anyMatch(event -> event.startsWith("trouble c: The node /edict/registers/" + id));
        assertThat(versions().get(0).version().number()).isEqualTo(2);
    }
}
