package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions that a majority of clusters has committed come along with their announcement in each cluster. */
class RedundantBellsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** So that no regular check finds what a bell should have announced. */
    private static final Duration NEVER = Duration.ofHours(6);

    private static final String ID = "bells/committed";

    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<RawClient> raw = new ArrayList<>();
    private ConfigClient operator;

    @BeforeEach
    void start() {
        for (int i = 0; i < 3; i++) {
            servers.add(ServerProcess.standalone());
            servers.get(i).start();
            raw.add(RawClient.connect(servers.get(i).connectString()));
        }
        operator = Edict.connect(topology()).start();
        publish(1);
    }

    @AfterEach
    void stop() {
        operator.close();
        raw.forEach(RawClient::close);
        servers.forEach(ServerProcess::close);
    }

    @Test
    void everyClusterRingsWithTheContentAndKeepsFewBells() {
        try (ConfigClient client =
                Edict.connect(topology()).checkEvery(NEVER).follow(ID).start()) {
            for (int n = 2; n < 80; n++) {
                publish(n);
                awaitN(client, n);
            }
            for (RawClient cluster : raw) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(bells(cluster))
                                .as("one and a half directories of 32")
                                .hasSizeBetween(15, 48 + 3)
                                .filteredOn(name -> name.contains("/2/79."))
                                .allMatch(name -> name.contains("~"))
                                .hasSize(1));
            }
            assertThat(client.status().counters().healed()).isZero();
            assertThat(client.status().counters().readsFailed()).isZero();
        }
    }

    @Test
    void directoryThatWasRemovedByHandIsLaidAgain() throws Exception {
        publish(2);
        for (RawClient cluster : raw) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> bells(cluster).stream().anyMatch(name -> name.contains("/0/2.")));
            for (String name : bells(cluster)) {
                if (name.contains(".")) {
                    cluster.zooKeeper().delete(name, -1);
                }
            }
            cluster.zooKeeper().delete("/edict/bells/" + ID + "/0", -1);
        }
        try (ConfigClient client =
                Edict.connect(topology()).checkEvery(NEVER).follow(ID).start()) {
            for (int n = 3; n < 8; n++) {
                publish(n);
                awaitN(client, n);
            }
            for (RawClient cluster : raw) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(bells(cluster))
                                .as("the directory was laid again")
                                .hasSizeGreaterThan(3));
            }
        }
    }

    private static List<String> bells(RawClient cluster) throws KeeperException, InterruptedException {
        return ZKUtil.listSubTreeBFS(cluster.zooKeeper(), "/edict/bells/" + ID);
    }

    private Topology topology() {
        return Topology.redundant()
                .cluster("a", servers.get(0).connectString())
                .cluster("b", servers.get(1).connectString())
                .cluster("c", servers.get(2).connectString())
                .build();
    }

    private void publish(int n) {
        operator.publisher().publish(Publication.of(ID, Format.HOCON, "n = " + n));
    }

    private static void awaitN(ConfigClient client, int n) {
        client.follow(ID).await(now -> now.getInt("n") == n, SOON);
    }
}
