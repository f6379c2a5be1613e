package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.error.InvalidRequestException;
import io.edict.plain.ClusterOperations.ClusterReport;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shard of each kind on real servers, through what users are given. */
@Timeout(180)
class ComposedShardsIT {
    @RegisterExtension
    static final ServerProcess FIRST = ServerProcess.standalone();

    @RegisterExtension
    static final ServerProcess SECOND = ServerProcess.standalone();

    @RegisterExtension
    static final ServerProcess THIRD = ServerProcess.standalone();

    private static final Duration HEALED = Duration.ofSeconds(60);
    private static final List<DocumentId> IDS = IntStream.range(0, 12)
            .mapToObj(i -> DocumentId.of("team-" + i + "/orders"))
            .toList();

    private final Map<DocumentId, Long> published = new TreeMap<>();

    @BeforeEach
    void pathsAreThere() throws Exception {
        for (ServerProcess server : List.of(FIRST, SECOND, THIRD)) {
            try (RawClient raw = RawClient.connect(server.connectString())) {
                for (String path : List.of("/one", "/pair", "/several")) {
                    raw.zooKeeper().create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                }
            }
        }
    }

    private static Topology composed() {
        return Topology.sharded()
                .shard("one", FIRST.connectString() + "/one")
                .shard(
                        "pair",
                        Topology.primaryStandby()
                                .cluster("berlin", FIRST.connectString() + "/pair")
                                .cluster("munich", SECOND.connectString() + "/pair")
                                .replicates()
                                .build(),
                        1)
                .shard(
                        "several",
                        Topology.redundant()
                                .cluster("lisbon", FIRST.connectString() + "/several")
                                .cluster("madrid", SECOND.connectString() + "/several")
                                .cluster("dublin", THIRD.connectString() + "/several")
                                .build(),
                        1)
                .build();
    }

    @Test
    void clustersAreLostPromotedAndDrainedAndEveryVersionIsHeard() {
        try (ConfigClient client =
                Edict.connect(composed()).sessionTimeout(Duration.ofSeconds(6)).start()) {
            IDS.forEach(client::follow);
            ClusterOperations operations = ClusterOperations.of(client);
            ShardOperations shards = ShardOperations.of(client);
            publishAndHearAll(client);
            assertThat(shards.status().shards())
                    .allSatisfy(shard -> assertThat(shard.namespaces()).isPositive());
            assertThat(roles(operations))
                    .containsEntry("one", "shard")
                    .containsEntry("berlin", "primary")
                    .containsEntry("lisbon", "voter")
                    .hasSize(6);

            THIRD.kill();
            publishAndHearAll(client);
            THIRD.start();

            await().atMost(HEALED)
                    .until(() -> "standby".equals(roles(operations).get("munich")));
            operations.promote("munich", false);
            publishAndHearAll(client);
            assertThat(roles(operations)).containsEntry("munich", "primary");
            assertThatThrownBy(() -> operations.promote("lisbon", false))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("no primary beside lisbon");

            await().atMost(HEALED)
                    .until(() -> !"unknown".equals(roles(operations).get("dublin")));
            assertThat(shards.drain("several")).isPositive();
            publishAndHearAll(client);
            await().atMost(HEALED)
                    .untilAsserted(
                            () -> assertThat(operations.repair().isSame()).isTrue());
            IDS.forEach(id -> assertThat(client.publisher().history(id)).hasSize(4));
        }
    }

    private static Map<String, String> roles(ClusterOperations operations) {
        return operations.status().stream().collect(Collectors.toMap(ClusterReport::name, ClusterReport::role));
    }

    private void publishAndHearAll(ConfigClient client) {
        for (DocumentId id : IDS) {
            long number = client.publisher()
                    .publish(Publication.of(id, Format.HOCON, "n = 1"))
                    .version()
                    .number();
            assertThat(number).isEqualTo(published.getOrDefault(id, 0L) + 1);
            published.put(id, number);
        }
        await().atMost(HEALED)
                .untilAsserted(() -> assertThat(IDS)
                        .allSatisfy(id -> assertThat(client.follow(id).find())
                                .hasValueSatisfying(now ->
                                        assertThat(now.version().number()).isEqualTo(published.get(id)))));
    }
}
