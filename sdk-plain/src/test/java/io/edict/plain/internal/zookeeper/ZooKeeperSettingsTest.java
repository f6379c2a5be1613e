package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZooKeeperSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zk1",
                "zk1:2181",
                "zk1:2181,zk2:2182",
                "zk1:2181, zk2:2182",
                "10.0.0.1:2181",
                "[::1]:2181",
                "zk1:2181/config",
                "zk1:2181,zk2:2181/some/path"
            })
    void connectStringIsTaken(String servers) {
        assertThat(ZooKeeperSettings.checkServers(servers)).isEqualTo(servers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ", "/config"})
    void connectStringWithoutServerIsRefused(String servers) {
        assertRefused(servers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zk1:port",
                "zk1:70000",
                "zk1:-1",
                "zk1:2181//config",
                "zk1:2181/config/",
                "zk1:2181/../config",
                ":2181"
            })
    void connectStringThatCannotBeReadIsRefused(String servers) {
        assertRefused(servers);
    }

    private static void assertRefused(String servers) {
        assertThatThrownBy(() -> ZooKeeperSettings.checkServers(servers))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("host:port,host:port");
    }

    @Test
    void aTransactionFitsWhatAServerAccepts() {
        ZooKeeperSettings.Sizes sizes = ZooKeeperSettings.Sizes.withContent(16);

        assertThat(sizes.transaction()).isLessThan(1_048_575);
        assertThat(2 * sizes.inline()).isLessThan(sizes.transaction());
        assertThat(sizes.chunk()).isLessThan(1_048_575);
        assertThat(sizes.content()).isEqualTo(16);
    }
}
