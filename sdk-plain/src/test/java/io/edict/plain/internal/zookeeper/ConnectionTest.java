package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.edict.ClusterStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    @Test
    void startAfterACloseDoesNothing() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ZooKeeperSettings settings = new ZooKeeperSettings(
                "main",
                "127.0.0.1:1",
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                ZooKeeperSettings.Sizes.withContent(1));
        Connection connection = new Connection(settings, timer, InstantSource.system(), new Nobody());

        connection.close();
        timer.shutdownNow();

        assertThatCode(connection::start).doesNotThrowAnyException();
        assertThat(connection.status().connection()).isEqualTo(ClusterStatus.Connection.CLOSED);
    }

    private static final class Nobody implements Connection.Listener {
        @Override
        public void changed(ClusterStatus status) {
            throw new AssertionError(status);
        }

        @Override
        public void connected(Handle handle) {
            throw new AssertionError(handle);
        }
    }
}
