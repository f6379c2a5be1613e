package io.edict.plain.variants;

import static io.edict.plain.variants.Clients.SOON;
import static io.edict.plain.variants.Clients.awaitN;
import static io.edict.plain.variants.Clients.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.plain.Edict;
import io.edict.plain.testing.ServerOptions;
import io.edict.plain.testing.ServerProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers that hold requests back, or turn them away, when there are too many. */
class OverloadedServersIT {
    private static final int DOCUMENTS = 50;

    @Test
    void requestsThatAreTurnedAwayAreAskedAgainUntilAllIsCurrent() {
        ServerOptions throttling = ServerOptions.quick()
                .systemProperty("zookeeper.request_throttle_max_requests", "1")
                .systemProperty("zookeeper.request_throttle_stall_time", "20")
                .systemProperty("zookeeper.throttled_op_wait_time", "1");
        followsAndPublishes(throttling, "zk_throttled_ops");
    }

    @Test
    void requestsThatAreHeldBackAreAnswered() {
        ServerOptions holding = ServerOptions.quick().systemProperty("zookeeper.globalOutstandingLimit", "2");
        followsAndPublishes(holding, "zk_packets_received");
    }

    private static void followsAndPublishes(ServerOptions options, String mustCount) {
        try (ServerProcess server = ServerProcess.standalone(options)) {
            server.start();
            try (ConfigClient client = Edict.connect(server.connectString())
                            .requestTimeout(SOON)
                            .startTimeout(SOON)
                            .checkEvery(Duration.ofSeconds(2))
                            .start();
                    ConfigClient operator = Edict.connect(server.connectString())
                            .requestTimeout(SOON)
                            .start()) {
                for (int i = 0; i < DOCUMENTS; i++) {
                    client.follow(DocumentId.of("many/d" + i));
                }
                for (int i = 0; i < DOCUMENTS; i++) {
                    publish(operator, "many/d" + i, i);
                }
                for (int i = 0; i < DOCUMENTS; i++) {
                    awaitN(client, "many/d" + i, i);
                }
                await().atMost(SOON).until(() -> server.metric(mustCount) > 0 || startsOnceMore(server));
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(client.status().documents())
                                .allSatisfy(status -> {
                                    assertThat(status.state()).isEqualTo(State.CURRENT);
                                    assertThat(status.problem()).isNull();
                                }));
            }
        }
    }

    /** Whether requests meet is the machine's luck; a client that starts sends some for every document at once. */
    private static boolean startsOnceMore(ServerProcess server) {
        try (ConfigClient another = Edict.connect(server.connectString())
                .requestTimeout(SOON)
                .startTimeout(SOON)
                .start()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                another.follow(DocumentId.of("many/d" + i));
            }
            for (int i = 0; i < DOCUMENTS; i++) {
                awaitN(another, "many/d" + i, i);
            }
            return false;
        }
    }
}
