package io.edict.plain.variants;

import static io.edict.plain.variants.Clients.NEVER;
import static io.edict.plain.variants.Clients.awaitConnection;
import static io.edict.plain.variants.Clients.awaitN;
import static io.edict.plain.variants.Clients.awaitProblem;
import static io.edict.plain.variants.Clients.cluster;
import static io.edict.plain.variants.Clients.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.Edict;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerOptions;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that have no place for another connection, that tell nothing, or that keep sessions for another time. */
class ConnectionLimitsIT {
    private static final Duration SESSION = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(strings = {"maxClientCnxns", "maxCnxns"})
    void serverWithoutAPlaceLeftIsNamedWhenAClientStarts(String limit) {
        try (ServerProcess server = server(limit)) {
            try (RawClient one = RawClient.connect(server.connectString());
                    RawClient two = RawClient.connect(server.connectString())) {
                assertThatThrownBy(() -> Edict.connect(server.connectString())
                                .follow("shop/orders")
                                .startTimeout(Duration.ofSeconds(3))
                                .start())
                        .isInstanceOf(StoreUnreachableException.class)
                        .hasMessageContaining("closes connections at once")
                        .hasMessageContaining(limit);
                assertThat(one.states()).hasSize(1);
                assertThat(two.states()).hasSize(1);
            }
            try (ConfigClient client = Edict.connect(server.connectString()).start()) {
                publish(client, "shop/orders", 1);
            }
        }
    }

    @Test
    void runningClientWithoutAPlaceTellsWhyTriesPatientlyAndRecovers() throws InterruptedException {
        try (ServerProcess server = server("maxClientCnxns");
                TcpProxy proxy = TcpProxy.to(server.clientPort());
                ConfigClient client = Edict.connect(proxy.connectString())
                        .sessionTimeout(SESSION)
                        .checkEvery(NEVER)
                        .start()) {
            publish(client, "shop/orders", 1);
            awaitN(client, "shop/orders", 1);
            try (RawClient one = RawClient.connect(server.connectString())) {
                proxy.cut();
                try (RawClient two = RawClient.connect(server.connectString())) {
                    proxy.restore();
                    awaitProblem(client, "closes connections at once");
                    assertThat(client.snapshot("shop/orders").getInt("n")).isEqualTo(1);
                    long before = proxy.connections();
                    new CountDownLatch(1).await(5, TimeUnit.SECONDS);
                    assertThat(proxy.connections() - before)
                            .as("attempts in five seconds, two a second and the diagnosis")
                            .isBetween(2L, 25L);
                    assertThat(two.states()).hasSize(1);
                }
                awaitConnection(client, Connection.CONNECTED);
                assertThat(cluster(client).problem()).isNull();
                publish(client, "shop/orders", 2);
                awaitN(client, "shop/orders", 2);
                assertThat(one.states()).hasSize(1);
            }
        }
    }

    @Test
    void serverThatAnswersNoFourLetterWordsIsUsedAndDiagnosedAllTheSame() {
        ServerOptions silent = ServerOptions.quick().systemProperty("zookeeper.4lw.commands.whitelist", "conf");
        try (ServerProcess server = ServerProcess.standalone(silent)) {
            server.launch();
            try (ConfigClient client = Edict.connect(server.connectString())
                    .startTimeout(Clients.SOON)
                    .requestTimeout(Clients.SOON)
                    .sessionTimeout(SESSION)
                    .start()) {
                publish(client, "shop/orders", 1);
                awaitN(client, "shop/orders", 1);
                server.pause();
                awaitProblem(client, "accepts connections but gives no session");
                server.resume();
                awaitConnection(client, Connection.CONNECTED);
                assertThat(cluster(client).problem()).isNull();
            }
        }
    }

    @Test
    void sessionsThatServersKeepForLongerOrShorterThanAskedEndWhenTheServersSay() {
        ServerOptions clipped =
                ServerOptions.quick().setting("minSessionTimeout", "4000").setting("maxSessionTimeout", "6000");
        try (ServerProcess server = ServerProcess.standalone(clipped)) {
            server.start();
            List<ConfigClient> clients = new ArrayList<>();
            for (Duration asked : List.of(Duration.ofSeconds(1), Duration.ofSeconds(60))) {
                clients.add(Edict.connect(server.connectString())
                        .sessionTimeout(asked)
                        .checkEvery(NEVER)
                        .start());
            }
            publish(clients.get(0), "shop/orders", 1);
            clients.forEach(client -> awaitN(client, "shop/orders", 1));
            server.kill();
            clients.forEach(client -> awaitConnection(client, Connection.LOST));
            server.start();
            clients.forEach(client -> awaitConnection(client, Connection.CONNECTED));
            publish(clients.get(0), "shop/orders", 2);
            clients.forEach(client -> awaitN(client, "shop/orders", 2));
            clients.forEach(ConfigClient::close);
        }
    }

    private static ServerProcess server(String limit) {
        ServerProcess server = ServerProcess.standalone(ServerOptions.quick().setting(limit, "2"));
        server.start();
        return server;
    }
}
