package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That every change is announced, whatever happens to the connection, and that no watch is left behind. */
class HeadWatchIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);
    /** So that no regular check finds what a watch should have announced. */
    private static final Duration NEVER = Duration.ofHours(6);

    /** The server counts a persistent watch once for the data and once for the children. */
    private static final long PERSISTENT = 2;

    /** A namespace of few documents: its list, and the node that is listed. */
    private static final long LISTED = 2;

    private ConfigClient operator;
    private ConfigPublisher publisher;
    private TcpProxy proxy;

    @BeforeEach
    void connect() {
        operator = Edict.connect(SERVER.connectString()).start();
        publisher = operator.publisher();
        proxy = TcpProxy.to(SERVER.clientPort());
    }

    @AfterEach
    void close() {
        operator.close();
        proxy.close();
    }

    @Test
    void changeWhileTheConnectionIsCutIsAnnouncedAfterTheReconnect() {
        publish("cut/known", 1);
        publish("cut-single/document", 1);
        try (ConfigClient client = Edict.connect(proxy.connectString())
                .checkEvery(NEVER)
                .follow("cut-single/document")
                .followNamespace("cut")
                .start()) {
            proxy.cut();
            awaitConnection(client, Connection.SUSPENDED);
            publishWhileAway("cut");
            proxy.restore();
            assertCaughtUp(client, "cut");
            publish("cut-single/document", 3);
            awaitN(client, "cut-single/document", 3);
            assertThat(client.status().counters().healed()).isZero();
        }
    }

    @Test
    void changeWhileTheSessionExpiresIsAnnouncedInTheNextOne() {
        publish("expired/known", 1);
        publish("expired-single/document", 1);
        try (ConfigClient client = Edict.connect(proxy.connectString())
                .checkEvery(NEVER)
                .sessionTimeout(Duration.ofSeconds(1))
                .follow("expired-single/document")
                .followNamespace("expired")
                .start()) {
            long sessions = SERVER.metric("zk_global_sessions");
            proxy.freeze();
            awaitConnection(client, Connection.LOST);
            await().atMost(SOON).until(() -> SERVER.metric("zk_global_sessions") < sessions);
            publishWhileAway("expired");
            proxy.thaw();
            assertCaughtUp(client, "expired");
            publish("expired-single/document", 3);
            awaitN(client, "expired-single/document", 3);
            assertThat(client.status().counters().healed()).isZero();
        }
    }

    @Test
    void unfollowAndCloseLeaveNoWatchOnTheServer() {
        publish("left/a", 1);
        publish("left/b", 1);
        long before = SERVER.metric("zk_watch_count");
        try (ConfigClient client = Edict.connect(proxy.connectString())
                .checkEvery(NEVER)
                .follow("left/a", "left/b")
                .start()) {
            awaitWatches(before + 2 * PERSISTENT);
            client.unfollow(DocumentId.of("left/a"));
            awaitWatches(before + 1 * PERSISTENT);
            client.follow("left/a");
            awaitWatches(before + 2 * PERSISTENT);
            client.followNamespace("left");
            awaitWatches(before + 2 * PERSISTENT + LISTED);
        }
        awaitWatches(before);
    }

    @Test
    void documentUnfollowedWhileDisconnectedIsNotWatchedAfterTheReconnect() {
        publish("away/a", 1);
        publish("away/b", 1);
        long before = SERVER.metric("zk_watch_count");
        try (ConfigClient client = Edict.connect(proxy.connectString())
                .checkEvery(NEVER)
                .follow("away/a", "away/b")
                .start()) {
            awaitWatches(before + 2 * PERSISTENT);
            proxy.cut();
            awaitConnection(client, Connection.SUSPENDED);
            client.unfollow(DocumentId.of("away/a"));
            proxy.restore();
            publish("away/b", 2);
            awaitN(client, "away/b", 2);
            awaitWatches(before + 1 * PERSISTENT);
        }
    }

    /** A server tells nobody of a change to a node that he may not read at that moment, and nothing when he may again. */
    @Test
    void lostWatchIsHealedByTheRegularCheckAndCounted() throws Exception {
        DocumentId id = DocumentId.of("lost/watch");
        String head = "/edict/heads/lost/watch";
        publish("lost/watch", 1);
        try (RawClient raw = RawClient.connect(SERVER.connectString())) {
            byte[] first = raw.zooKeeper().getData(head, false, null);
            publish("lost/watch", 2);
            byte[] second = raw.zooKeeper().getData(head, false, null);
            raw.zooKeeper().setData(head, first, -1);
            try (ConfigClient client = Edict.connect(SERVER.connectString())
                    .checkEvery(Duration.ofSeconds(1))
                    .follow(id.toString())
                    .start()) {
                FollowedDocument document = client.follow(id);
                assertThat(document.snapshot().getInt("n")).isEqualTo(1);
                assertThat(client.status().counters().healed()).isZero();

                changeUnseen(raw.zooKeeper(), head, second);
                document.await(now -> now.getInt("n") == 2, SOON);
                assertThat(client.status().counters().healed()).isEqualTo(1);

                publish("lost/watch", 3);
                document.await(now -> now.getInt("n") == 3, SOON);
                assertThat(new String(raw.zooKeeper().getData(head, false, null), StandardCharsets.UTF_8))
                        .contains("n = 3");
            }
        }
    }

    private static void changeUnseen(ZooKeeper raw, String head, byte[] data) throws Exception {
        ACL noReading = new ACL(Perms.WRITE | Perms.ADMIN, Ids.ANYONE_ID_UNSAFE);
        raw.setACL(head, List.of(noReading), -1, (rc, path, ctx, stat) -> {}, null);
        raw.setData(head, data, -1, (rc, path, ctx, stat) -> {}, null);
        raw.setACL(head, Ids.OPEN_ACL_UNSAFE, -1);
    }

    private void publishWhileAway(String namespace) {
        publish(namespace + "-single/document", 2);
        publish(namespace + "/known", 2);
        publish(namespace + "/late", 2);
    }

    private static void assertCaughtUp(ConfigClient client, String namespace) {
        awaitN(client, namespace + "-single/document", 2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                client.followNamespace(namespace).snapshots().values())
                        .extracting(snapshot -> snapshot.getInt("n"))
                        .containsExactly(2, 2));
    }

    private void publish(String id, int n) {
        publisher.publish(Publication.of(id, Format.HOCON, "n = " + n));
    }

    private static void awaitN(ConfigClient client, String id, int n) {
        client.follow(id).await(now -> now.getInt("n") == n, SOON);
    }

    private static void awaitWatches(long count) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SERVER.metric("zk_watch_count")).isEqualTo(count));
    }

    private static void awaitConnection(ConfigClient client, Connection wanted) {
        await().atMost(SOON).until(() -> client.status().clusters().get(0).connection() == wanted);
    }
}
