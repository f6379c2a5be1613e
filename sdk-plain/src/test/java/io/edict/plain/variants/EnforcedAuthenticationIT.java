package io.edict.plain.variants;

import static io.edict.plain.variants.Clients.SOON;
import static io.edict.plain.variants.Clients.awaitConnection;
import static io.edict.plain.variants.Clients.awaitN;
import static io.edict.plain.variants.Clients.awaitProblem;
import static io.edict.plain.variants.Clients.cluster;
import static io.edict.plain.variants.Clients.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.error.EdictException;
import io.edict.plain.Edict;
import io.edict.plain.testing.ServerOptions;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Servers that end every session which has not authenticated. */
class EnforcedAuthenticationIT {
    private static final ServerOptions ENFORCING = ServerOptions.quick()
            .systemProperty("zookeeper.enforce.auth.enabled", "true")
            .systemProperty("zookeeper.enforce.auth.schemes", "digest");

    @Test
    void clientWithoutCredentialsTellsWhyTriesPatientlyAndRecovers() throws InterruptedException {
        try (ServerProcess server = ServerProcess.standalone()) {
            server.start();
            try (TcpProxy proxy = TcpProxy.to(server.clientPort());
                    ConfigClient client = Edict.connect(proxy.connectString())
                            .requestTimeout(SOON)
                            .start()) {
                publish(client, "shop/orders", 1);
                awaitN(client, "shop/orders", 1);
                server.reconfigure(ENFORCING);
                server.restart();
                awaitProblem(client, "credentials");
                assertThat(cluster(client).connection()).isEqualTo(Connection.LOST);
                assertThat(client.follow(DocumentId.of("shop/orders")).status().state())
                        .isEqualTo(State.STALE);
                long before = proxy.connections();
                new CountDownLatch(1).await(10, TimeUnit.SECONDS);
                assertThat(proxy.connections() - before)
                        .as("attempts in ten seconds")
                        .isLessThan(12);
                assertThatThrownBy(() -> Edict.connect(server.connectString())
                                .startTimeout(Duration.ofSeconds(4))
                                .follow("shop/orders")
                                .start())
                        .isInstanceOf(EdictException.class)
                        .hasMessageContaining("credentials");

                server.reconfigure(ServerOptions.quick());
                server.restart();
                awaitConnection(client, Connection.CONNECTED);
                publish(client, "shop/orders", 2);
                awaitN(client, "shop/orders", 2);
            }
        }
    }
}
