package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.DocumentStatus.Refusal;
import io.edict.DocumentStatus.State;
import io.edict.FollowedDocument;
import io.edict.FollowedNamespace;
import io.edict.Format;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.error.ContentTooLargeException;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a follower sees of a real server process. */
class FollowingIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);

    private ConfigClient operator;
    private ConfigPublisher publisher;

    @TempDir
    private Path directory;

    @BeforeEach
    void connect() {
        operator = Edict.connect(SERVER.connectString()).start();
        publisher = operator.publisher();
    }

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void deleteAndReCreateOnTheSameNodeVersionWhileDisconnectedIsSeen() throws Exception {
        DocumentId id = DocumentId.of("reborn/by-hand");
        String head = "/edict/heads/reborn/by-hand";
        publisher.publish(hocon(id, "n = 1"));
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort());
                ConfigClient client = Edict.connect(proxy.connectString())
                        .follow(id.toString())
                        .start();
                RawClient raw = RawClient.connect(SERVER.connectString())) {
            FollowedDocument document = client.follow(id);
            proxy.cut();
            awaitConnection(client, Connection.SUSPENDED);

            Stat before = new Stat();
            raw.zooKeeper().getData(head, false, before);
            raw.zooKeeper().delete(head, -1);
            publisher.publish(hocon(id, "n = 2"));
            Stat after = new Stat();
            raw.zooKeeper().getData(head, false, after);
            assertThat(after.getVersion()).isEqualTo(before.getVersion());

            proxy.restore();
            Snapshot seen = document.await(now -> now.getInt("n") == 2, SOON);
            assertThat(seen.version().number()).as("numbers go on from history").isEqualTo(2);
        }
    }

    @Test
    void unfollowedDocumentStaysAsItWasAndIsFollowedAnewAtOnce() {
        DocumentId id = DocumentId.of("again/and-again");
        publisher.publish(hocon(id, "n = 1"));
        try (ConfigClient client = client(id)) {
            FollowedDocument before = client.follow(id);
            List<String> heard = new CopyOnWriteArrayList<>();
            before.subscribe(change -> heard.add("before"));
            client.unfollow(id);
            FollowedDocument after = client.follow(id);
            after.await(now -> now.getInt("n") == 1, SOON);
            publisher.publish(hocon(id, "n = 2"));
            after.await(now -> now.getInt("n") == 2, SOON);
            assertThat(before.snapshot().getInt("n")).isEqualTo(1);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void deleteAndReCreateThroughEdictIsDeliveredInOrder() {
        DocumentId id = DocumentId.of("reborn/published");
        publisher.publish(hocon(id, "n = 1"));
        List<String> heard = new CopyOnWriteArrayList<>();
        try (ConfigClient client = client(id)) {
            FollowedDocument document = client.follow(id);
            document.subscribe(change ->
                    heard.add(change.after().version() + " " + change.after().isDeleted()));
            publisher.publish(Publication.deletion(id));
            Snapshot deleted = document.await(Snapshot::isDeleted, SOON);
            assertThat(deleted.config().isEmpty()).isTrue();
            assertThat(document.status().state()).isEqualTo(State.ABSENT);
            await().atMost(SOON).until(() -> heard.size() == 1);
            publisher.publish(hocon(id, "n = 3").ifAbsent());
            document.await(now -> now.getInt("n", 0) == 3, SOON);
            await().atMost(SOON).untilAsserted(() -> assertThat(heard).containsExactly("2 true", "3 false"));
        }
    }

    @Test
    void documentOfTwelveMebibytesIsPublishedFollowedAndRolledBackAndABiggerOneIsRefused() {
        DocumentId id = DocumentId.of("big/blob");
        String first = bigText(12 * 1024 * 1024, 1);
        publisher.publish(Publication.of(id, Format.PROPERTIES, first));
        try (ConfigClient client = Edict.connect(SERVER.connectString())
                .follow(id.toString())
                .localCopies(directory)
                .startTimeout(Duration.ofSeconds(60))
                .start()) {
            FollowedDocument document = client.follow(id);
            assertThat(document.snapshot().info().size()).isEqualTo(first.length());
            publisher.publish(Publication.of(id, Format.PROPERTIES, bigText(12 * 1024 * 1024, 2)));
            document.await(now -> now.getInt("seed") == 2, Duration.ofSeconds(60));
            publisher.publish(Publication.rollback(id, 1));
            Snapshot back = document.await(now -> now.version().number() == 3, Duration.ofSeconds(60));
            assertThat(back.getInt("seed")).isEqualTo(1);
            assertThat(back.info().sha256())
                    .isEqualTo(publisher.read(id, 1).info().sha256());
            assertThat(publisher.read(id, 3).text()).isEqualTo(first);
        }

        long nodes = SERVER.metric("zk_znode_count");
        assertThatThrownBy(() -> publisher.publish(Publication.of(id, Format.PROPERTIES, bigText(17 << 20, 3))))
                .isInstanceOf(ContentTooLargeException.class)
                .hasMessageContaining("big/blob")
                .hasMessageContaining("nothing was written");
        assertThat(SERVER.metric("zk_znode_count")).isEqualTo(nodes);
    }

    @Test
    void thousandDocumentsOfANamespaceStartWithFewRequestsAndCostOneReadForAChange() {
        for (int from = 0; from < 1000; from += 100) {
            publisher.publish(IntStream.range(from, from + 100)
                    .mapToObj(i -> hocon(new DocumentId("many", "d" + i), "n = " + i))
                    .toList());
        }
        long before = SERVER.metric("zk_packets_received");
        try (ConfigClient client =
                Edict.connect(SERVER.connectString()).followNamespace("many").start()) {
            FollowedNamespace many = client.followNamespace("many");
            assertThat(many.snapshots()).hasSize(1000);
            long packets = SERVER.metric("zk_packets_received") - before;
            assertThat(packets).as("one watch, and reads that share requests").isLessThan(200);

            DocumentId one = new DocumentId("many", "d7");
            List<DocumentId> heard = new CopyOnWriteArrayList<>();
            many.subscribe(change -> heard.add(change.id()));
            publisher.publish(hocon(one, "n = 70"));
            client.follow(one).await(now -> now.getInt("n") == 70, SOON);
            await().atMost(SOON).untilAsserted(() -> assertThat(heard).containsExactly(one));

            publisher.publish(hocon(new DocumentId("many", "late"), "n = 1"));
            await().atMost(SOON).until(() -> many.find("late").isPresent());
        }
    }

    @Test
    void badHeadsAreRefusedWithReasonAndTheNextVersionIsAccepted() throws Exception {
        DocumentId id = DocumentId.of("bad/head");
        String path = "/edict/heads/bad/head";
        publisher.publish(hocon(id, "n = 1"));
        try (ConfigClient client = client(id);
                RawClient raw = RawClient.connect(SERVER.connectString())) {
            FollowedDocument document = client.follow(id);
            String good = raw.read(path);
            List<String> bad = List.of(
                    "hello",
                    "",
                    good.substring(0, good.length() - 2),
                    good.replace("n = 1", "n = 7"),
                    good.replace("\"edict\":1", "\"edict\":2"),
                    good.replace("bad/head", "good/head"),
                    good.replace("\"version\":1", "\"version\":-1"));
            List<Instant> before = new ArrayList<>();
            for (String damaged : bad) {
                raw.zooKeeper().setData(path, damaged.getBytes(StandardCharsets.UTF_8), -1);
                await().atMost(SOON).until(() -> refusedSince(document, before).isPresent());
                Refusal refusal = refusedSince(document, before).orElseThrow();
                before.add(refusal.at());
                assertThat(refusal.reason()).contains("bad/head").containsPattern("publish|upgrade");
                assertThat(document.snapshot().getInt("n")).isEqualTo(1);
            }
            assertThat(publisher.publish(hocon(id, "n = 2")).version().number()).isEqualTo(2);
            document.await(now -> now.getInt("n") == 2, SOON);
            assertThat(document.status().state()).isEqualTo(State.CURRENT);
        }
    }

    @Test
    void removedHeadKeepsTheLastKnownGoodAndSaysSo() throws Exception {
        DocumentId id = DocumentId.of("removed/head");
        publisher.publish(hocon(id, "n = 1"));
        try (ConfigClient client = client(id);
                RawClient raw = RawClient.connect(SERVER.connectString())) {
            FollowedDocument document = client.follow(id);
            raw.zooKeeper().delete("/edict/heads/removed/head", -1);
            await().atMost(SOON).until(() -> document.status().state() == State.STALE);
            assertThat(document.status().problem()).contains("missing in the store");
            assertThat(document.snapshot().getInt("n")).isEqualTo(1);
        }
    }

    @Test
    void headThatMayNotBeReadIsReportedAndFollowedAgainOnceItMay() throws Exception {
        DocumentId id = DocumentId.of("secret/plan");
        String path = "/edict/heads/secret/plan";
        publisher.publish(hocon(id, "n = 1"));
        try (ConfigClient client = client(id);
                RawClient raw = RawClient.connect(SERVER.connectString())) {
            FollowedDocument document = client.follow(id);
            raw.zooKeeper().addAuthInfo("digest", "owner:pw".getBytes(StandardCharsets.UTF_8));
            raw.zooKeeper().setACL(path, ZooDefs.Ids.CREATOR_ALL_ACL, -1);
            await().atMost(SOON).until(() -> document.status().problem() != null);
            assertThat(document.status().problem()).contains("refused a request", "secret/plan");
            assertThat(document.snapshot().getInt("n")).isEqualTo(1);

            raw.zooKeeper().setACL(path, ZooDefs.Ids.OPEN_ACL_UNSAFE, -1);
            publisher.publish(hocon(id, "n = 2"));
            document.await(now -> now.getInt("n") == 2, SOON);
            await().atMost(SOON).until(() -> document.status().state() == State.CURRENT);
        }
    }

    private static Optional<Refusal> refusedSince(FollowedDocument document, List<Instant> before) {
        return document.status().refused().filter(refusal -> !before.contains(refusal.at()));
    }

    private ConfigClient client(DocumentId id) {
        return Edict.connect(SERVER.connectString())
                .follow(id.toString())
                .checkEvery(Duration.ofSeconds(1))
                .start();
    }

    private static void awaitConnection(ConfigClient client, Connection wanted) {
        await().atMost(SOON).until(() -> client.status().clusters().get(0).connection() == wanted);
    }

    private static Publication hocon(DocumentId id, String text) {
        return Publication.of(id, Format.HOCON, text);
    }

    /** Text that hardly compresses, so that it needs chunks. */
    private static String bigText(int size, long seed) {
        Random random = new Random(seed);
        StringBuilder text =
                new StringBuilder(size + 128).append("seed=").append(seed).append('\n');
        for (int i = 0; text.length() < size - 100; i++) {
            text.append("key").append(i).append('=');
            for (int c = 0; c < 4000 && text.length() < size - 50; c++) {
                text.append((char) ('!' + random.nextInt(90) + (c == 0 ? 2 : 0)));
            }
            text.append('\n');
        }
        return text.append("#".repeat(Math.max(0, size - text.length())))
                .toString()
                .replace('\\', '_');
    }
}
