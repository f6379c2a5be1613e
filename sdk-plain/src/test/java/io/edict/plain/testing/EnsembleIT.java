package io.edict.plain.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(180)
class EnsembleIT {
    @RegisterExtension
    static final Ensemble ENSEMBLE = Ensemble.of(3);

    @BeforeEach
    void allServe() {
        ENSEMBLE.servers().forEach(ServerProcess::resume);
        ENSEMBLE.start();
    }

    @Test
    void oneLeadsAndTheOthersFollow() {
        assertThat(ENSEMBLE.followers()).hasSize(2).doesNotContain(ENSEMBLE.leader());
        assertThat(ENSEMBLE.connectString().split(","))
                .containsExactly(
                        ENSEMBLE.server(0).connectString(),
                        ENSEMBLE.server(1).connectString(),
                        ENSEMBLE.server(2).connectString());
    }

    @Test
    void killedLeaderIsReplacedAndNothingIsLost() throws Exception {
        try (RawClient client = RawClient.connect(ENSEMBLE.connectString())) {
            client.create("/kept", "one");
            ServerProcess old = ENSEMBLE.leader();
            ENSEMBLE.kill(ENSEMBLE.servers().indexOf(old));
            ENSEMBLE.awaitQuorum();
            assertThat(ENSEMBLE.leader()).isNotSameAs(old);
            try (RawClient next = RawClient.connect(ENSEMBLE.connectString())) {
                assertThat(next.read("/kept")).isEqualTo("one");
                next.create("/after", "two");
            }
            ENSEMBLE.restart(ENSEMBLE.servers().indexOf(old));
            ENSEMBLE.awaitAll();
            assertThat(old.mode()).isEqualTo(ServerProcess.Mode.FOLLOWER);
        }
    }

    @Test
    void withoutMajorityNobodyServes() {
        ServerProcess survivor = ENSEMBLE.leader();
        try (RawClient client = RawClient.connect(survivor.connectString(), Duration.ofSeconds(20))) {
            ENSEMBLE.followers().forEach(ServerProcess::kill);
            client.awaitState(KeeperState.Disconnected);
            assertThat(survivor.mode()).isEqualTo(ServerProcess.Mode.NONE);
            assertThatThrownBy(ENSEMBLE::leader).hasMessageContaining("no leader");
            ENSEMBLE.start();
            client.awaitState(KeeperState.SyncConnected);
        }
    }

    @Test
    void pausedFollowerDoesNotStopTheOthers() throws Exception {
        ServerProcess follower = ENSEMBLE.followers().get(0);
        follower.pause();
        try (RawClient client = RawClient.connect(ENSEMBLE.leader().connectString())) {
            client.create("/paused", "one");
        }
        assertThat(follower.mode()).isEqualTo(ServerProcess.Mode.NONE);
        follower.resume();
        ENSEMBLE.awaitAll();
        try (RawClient client = RawClient.connect(follower.connectString())) {
            client.zooKeeper().sync("/", (code, path, context) -> {}, null);
            assertThat(client.read("/paused")).isEqualTo("one");
        }
    }
}
