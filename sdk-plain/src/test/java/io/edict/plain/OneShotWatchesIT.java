package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.ServerOptions;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Following on servers that know no persistent watches. */
class OneShotWatchesIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone(ServerOptions.quick()
            .systemProperty("zookeeper.watchManagerName", "org.apache.zookeeper.server.watch.WatchManagerOptimized"));

    private static final Duration SOON = Duration.ofSeconds(30);
    /** So that no regular check finds what a watch should have announced. */
    private static final Duration NEVER = Duration.ofHours(6);

    private static final int CHANGES = 20;

    private ConfigClient operator;
    private ConfigPublisher publisher;

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
    void eachChangeOfADocumentIsAnnouncedAtTheCostOfALookAndARead() {
        publish("once/document", 0);
        try (ConfigClient client =
                connect(SERVER.connectString()).follow("once/document").start()) {
            long before = SERVER.metric("zk_packets_received");
            for (int n = 1; n <= CHANGES; n++) {
                publish("once/document", n);
                awaitN(client, "once/document", n);
            }
            assertThat(SERVER.metric("zk_packets_received") - before)
                    .as("five for the publish, a look and a read, and some pings")
                    .isLessThan(8L * CHANGES);
            assertThat(client.status().counters().healed()).isZero();
        }
    }

    @Test
    void namespaceThatIsMadeLaterIsAnnouncedWithEachOfItsDocumentsAndTheirChanges() {
        try (ConfigClient client =
                connect(SERVER.connectString()).followNamespace("later").start()) {
            assertThat(client.followNamespace("later").snapshots()).isEmpty();
            long before = SERVER.metric("zk_packets_received");
            for (int i = 0; i < CHANGES; i++) {
                publish("later/d" + i, 1);
                int known = i + 1;
                await().atMost(SOON)
                        .until(() -> client.followNamespace("later").snapshots().size() == known);
            }
            for (int i = 0; i < CHANGES; i++) {
                publish("later/d" + i, 2);
                awaitN(client, "later/d" + i, 2);
            }
            assertThat(SERVER.metric("zk_packets_received") - before)
                    .as("a new document costs no look at those that were there before")
                    .isLessThan(2L * CHANGES * 14);
            assertThat(client.status().counters().healed()).isZero();
        }
    }

    @Test
    void changesWhileDisconnectedAreAnnouncedAfterTheReconnect() {
        publish("cut-once/document", 1);
        publish("cut-many/known", 1);
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort());
                ConfigClient client = connect(proxy.connectString())
                        .follow("cut-once/document")
                        .followNamespace("cut-many")
                        .start()) {
            proxy.cut();
            await().atMost(SOON).until(() -> client.status().clusters().get(0).connection() == Connection.SUSPENDED);
            publish("cut-once/document", 2);
            publish("cut-many/known", 2);
            publish("cut-many/late", 2);
            proxy.restore();
            awaitN(client, "cut-once/document", 2);
            awaitN(client, "cut-many/known", 2);
            awaitN(client, "cut-many/late", 2);
            assertThat(client.status().counters().healed()).isZero();
        }
    }

    @Test
    void unfollowedDocumentIsNotWatchedAnyMore() {
        publish("left/a", 1);
        publish("left/b", 1);
        long before = SERVER.metric("zk_watch_count");
        try (ConfigClient client =
                connect(SERVER.connectString()).follow("left/a", "left/b").start()) {
            awaitWatches(before + 2);
            client.unfollow(DocumentId.of("left/a"));
            awaitWatches(before + 1);
            publish("left/a", 2);
            publish("left/b", 2);
            awaitN(client, "left/b", 2);
            awaitWatches(before + 1);
        }
    }

    private static ClientBuilder connect(String servers) {
        return Edict.connect(servers).checkEvery(NEVER);
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
}
