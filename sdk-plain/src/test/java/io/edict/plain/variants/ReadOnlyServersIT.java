package io.edict.plain.variants;

import static io.edict.plain.variants.Clients.NEVER;
import static io.edict.plain.variants.Clients.SOON;
import static io.edict.plain.variants.Clients.awaitConnection;
import static io.edict.plain.variants.Clients.awaitN;
import static io.edict.plain.variants.Clients.awaitProblem;
import static io.edict.plain.variants.Clients.cluster;
import static io.edict.plain.variants.Clients.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.DocumentStatus.State;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.ClientBuilder;
import io.edict.plain.Edict;
import io.edict.plain.testing.Ensemble;
import io.edict.plain.testing.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers that go on serving reads when they are cut off from their cluster. */
class ReadOnlyServersIT {
    @RegisterExtension
    static final Ensemble ENSEMBLE =
            Ensemble.of(3, ServerOptions.quick().systemProperty("readonlymode.enabled", "true"));

    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Duration SESSION = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    @Test
    void serverThatIsCutOffIsNotUsedIsToldOfAndServesAgainWhenItsClusterIsBack() {
        try (ConfigClient client = connect().localCopies(directory).follow().start()) {
            publish(client, "shop/orders", 1);
            awaitN(client, "shop/orders", 1);
            ENSEMBLE.kill(1);
            ENSEMBLE.kill(2);
            await().atMost(SOON).until(() -> ENSEMBLE.server(0).ask("srvr").contains("Mode: read-only"));

            awaitProblem(client, "serves reads only");
            assertThat(cluster(client).connection()).isIn(Connection.SUSPENDED, Connection.LOST);
            DocumentStatus status = client.follow(ORDERS).status();
            assertThat(status.state()).isEqualTo(State.STALE);
            assertThat(status.freshness().live()).isFalse();
            assertThat(client.snapshot("shop/orders").getInt("n")).isEqualTo(1);
            freshClientsKnowThatTheyHaveNoStore();

            ENSEMBLE.restart(1);
            ENSEMBLE.restart(2);
            ENSEMBLE.awaitAll();
            awaitConnection(client, Connection.CONNECTED);
            assertThat(cluster(client).problem()).isNull();
            publish(client, "shop/orders", 2);
            awaitN(client, "shop/orders", 2);
        }
    }

    private void freshClientsKnowThatTheyHaveNoStore() {
        assertThatThrownBy(() ->
                        connect().startTimeout(SESSION).follow("shop/orders").start())
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("serves reads only");
        try (ConfigClient fromDisk = connect()
                .startTimeout(SESSION)
                .localCopies(directory)
                .follow("shop/orders")
                .start()) {
            assertThat(fromDisk.follow(ORDERS).status().state()).isEqualTo(State.STALE);
        }
    }

    private static ClientBuilder connect() {
        return Edict.connect(ENSEMBLE.connectString())
                .sessionTimeout(SESSION)
                .requestTimeout(SOON)
                .checkEvery(NEVER);
    }
}
