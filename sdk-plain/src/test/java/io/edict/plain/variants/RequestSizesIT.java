package io.edict.plain.variants;

import static io.edict.plain.variants.Clients.NEVER;
import static io.edict.plain.variants.Clients.SOON;
import static io.edict.plain.variants.Clients.awaitConnection;
import static io.edict.plain.variants.Clients.awaitN;
import static io.edict.plain.variants.Clients.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.Format;
import io.edict.Publication;
import io.edict.error.ContentTooLargeException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.Edict;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerOptions;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/** Servers that take less than ZooKeeper's default in one request, and answers that are longer than clients take. */
class RequestSizesIT {
    private static final int SMALL = 64 * 1024;

    @Test
    void publishOfMoreThanTheServersTakeEndsInAClearErrorAndWritesNothing() {
        try (ServerProcess server = ServerProcess.standalone(small())) {
            server.start();
            try (TcpProxy proxy = TcpProxy.to(server.clientPort());
                    ConfigClient client = Edict.connect(proxy.connectString())
                            .checkEvery(NEVER)
                            .requestTimeout(SOON)
                            .start()) {
                publish(client, "shop/orders", 1);
                long before = proxy.connections();
                for (int bytes : new int[] {60_000, 400_000}) {
                    assertThatThrownBy(() -> client.publisher().publish(incompressible(bytes)))
                            .isInstanceOf(ContentTooLargeException.class)
                            .hasMessageContaining("jute.maxbuffer")
                            .hasMessageContaining("nothing was written");
                }
                assertThat(proxy.connections() - before)
                        .as("connections broken by two publishes")
                        .isLessThanOrEqualTo(12);
                assertThat(client.publisher().history(DocumentId.of("shop/orders")))
                        .hasSize(1);
                publish(client, "shop/orders", 2);
                awaitN(client, "shop/orders", 2);

                server.reconfigure(ServerOptions.quick());
                server.restart();
                client.publisher().publish(incompressible(400_000));
                client.follow("shop/orders").await(now -> now.version().number() == 3, SOON);
            }
        }
    }

    /** ZooKeeper's own client would set all watches again in requests of 128 KiB. */
    @Test
    void manyWatchesAreSetAgainAfterAReconnectToAServerThatTakesLittle() {
        try (ServerProcess server = ServerProcess.standalone(small())) {
            server.start();
            try (TcpProxy proxy = TcpProxy.to(server.clientPort());
                    ConfigClient client = Edict.connect(proxy.connectString())
                            .checkEvery(NEVER)
                            .start()) {
                String longName = "x".repeat(120);
                for (int i = 0; i < 1000; i++) {
                    client.follow("many" + i % 10 + "/" + longName + i);
                }
                await().atMost(SOON).until(() -> server.metric("zk_watch_count") >= 1000);
                proxy.cut();
                awaitConnection(client, Connection.SUSPENDED);
                long before = proxy.connections();
                proxy.restore();
                awaitConnection(client, Connection.CONNECTED);
                publish(client, "many9/" + longName + "999", 1);
                awaitN(client, "many9/" + longName + "999", 1);
                assertThat(proxy.connections() - before).isEqualTo(1);
            }
        }
    }

    @Test
    void headLongerThanAClientTakesIsRefusedAndOthersGoOn() throws Exception {
        ServerOptions generous = ServerOptions.quick().systemProperty("jute.maxbuffer", "8000000");
        try (ServerProcess server = ServerProcess.standalone(generous)) {
            server.start();
            try (TcpProxy proxy = TcpProxy.to(server.clientPort());
                    ConfigClient client = Edict.connect(proxy.connectString())
                            .checkEvery(Duration.ofSeconds(1))
                            .start();
                    RawClient raw = RawClient.connect(server.connectString())) {
                publish(client, "shop/orders", 1);
                publish(client, "shop/other", 1);
                awaitN(client, "shop/orders", 1);
                awaitN(client, "shop/other", 1);
                long before = proxy.connections();
                raw.zooKeeper().setData("/edict/heads/shop/orders", new byte[3_000_000], -1);
                await().atMost(SOON).untilAsserted(() -> {
                    DocumentStatus status =
                            client.follow(DocumentId.of("shop/orders")).status();
                    assertThat(status.state()).isEqualTo(DocumentStatus.State.REFUSING);
                    assertThat(status.refused().orElseThrow().reason()).contains("3000000 bytes");
                });
                assertThat(client.snapshot("shop/orders").getInt("n")).isEqualTo(1);
                for (int n = 2; n < 6; n++) {
                    publish(client, "shop/other", n);
                    awaitN(client, "shop/other", n);
                }
                assertThat(proxy.connections() - before)
                        .as("connections broken by the long head")
                        .isEqualTo(1);

                publish(client, "shop/orders", 2);
                awaitN(client, "shop/orders", 2);
                assertThat(client.follow(DocumentId.of("shop/orders")).status().state())
                        .isEqualTo(DocumentStatus.State.CURRENT);
            }
        }
    }

    @Test
    void listOfDocumentsLongerThanAClientTakesIsRefusedAndTheirChangesStillArrive() throws Exception {
        try (ServerProcess server = ServerProcess.standalone()) {
            server.start();
            try (TcpProxy proxy = TcpProxy.to(server.clientPort());
                    ConfigClient client = Edict.connect(proxy.connectString())
                            .checkEvery(NEVER)
                            .requestTimeout(SOON)
                            .startTimeout(SOON)
                            .start();
                    RawClient raw = RawClient.connect(server.connectString())) {
                publish(client, "big/known", 1);
                client.followNamespace("big");
                awaitN(client, "big/known", 1);
                createNames(raw.zooKeeper(), 10_000);
                // The first to ask loses the connection, and that may be this or the follower.
                await().atMost(SOON)
                        .untilAsserted(() -> assertThatThrownBy(
                                        () -> client.publisher().list("big"))
                                .isInstanceOf(InvalidRequestException.class)
                                .hasMessageContaining("10001 children")
                                .hasMessageContaining("namespaces"));
                long before = proxy.connections();
                publish(client, "big/known", 2);
                awaitN(client, "big/known", 2);
                assertThat(proxy.connections()).isEqualTo(before);
            }
        }
    }

    private static void createNames(ZooKeeper raw, int count) throws Exception {
        String tail = "y".repeat(220);
        for (int i = 0; i < count - 1; i++) {
            raw.create(
                    "/edict/heads/big/" + i + tail,
                    new byte[0],
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT,
                    (rc, path, ctx, name) -> {},
                    null);
        }
        raw.create("/edict/heads/big/last" + tail, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    private static ServerOptions small() {
        return ServerOptions.quick().systemProperty("jute.maxbuffer", Integer.toString(SMALL));
    }

    private static Publication incompressible(int bytes) {
        Random random = new Random(7);
        String text = IntStream.range(0, bytes / 4)
                .mapToObj(i -> Character.toString(0x4e00 + random.nextInt(20_000)))
                .collect(Collectors.joining("", "n = 3, text = \"", "\""));
        return Publication.of("shop/orders", Format.HOCON, text);
    }
}
