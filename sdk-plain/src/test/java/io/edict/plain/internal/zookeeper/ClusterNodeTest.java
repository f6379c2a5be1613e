package io.edict.plain.internal.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterNodeTest {

    @Test
    void freshNodeIsReadBack() {
        ClusterNode node = decode(new String(ClusterNode.fresh(), UTF_8));

        assertThat(node.incarnation()).isEqualTo(1);
        assertThat(node.storeId()).hasSize(36);
        assertThat(node.zkVersion()).isEqualTo(5);
        assertThat(new String(ClusterNode.fresh(), UTF_8)).doesNotContain(node.storeId());
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(decode("{\"edict\":1,\"store\":\"a\",\"incarnation\":3,\"site\":{\"rack\":2}}\n"))
                .isEqualTo(new ClusterNode("a", 3, 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "[]",
                "{}",
                "{\"edict\":1,\"incarnation\":1}",
                "{\"edict\":1,\"store\":\"hunter2\"}",
                "{\"store\":\"hunter2\",\"incarnation\":1}",
                "{\"edict\":1,\"store\":null,\"incarnation\":1}",
                "{\"edict\":1,\"store\":\"hunter2\",\"incarnation\":\"hunter2\"}",
                "{\"edict\":1,\"store\":\"hunter2\",\"incarnation\":0}",
                "{\"edict\":1,\"store\":\"hunter2\",\"incarnation\":-1}"
            })
    void foreignNodeIsRefusedAndNotQuoted(String text) {
        assertForeign(text);
    }

    @Test
    void deepNestingIsRefusedWithoutHarm() {
        assertForeign("[".repeat(500_000));
    }

    private static void assertForeign(String text) {
        assertThatThrownBy(() -> decode(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("/edict/cluster at zk1:2181 is not Edict's")
                .hasMessageContaining("Put the store's id back")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void laterFormatAsksForAnUpgrade() {
        assertThatThrownBy(() -> decode("{\"edict\":2,\"clusters\":[]}"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("has format 2")
                .hasMessageContaining("upgrade Edict");
    }

    private static ClusterNode decode(String text) {
        Stat stat = new Stat();
        stat.setVersion(5);
        return ClusterNode.decode(new Node(text.getBytes(UTF_8), stat), "zk1:2181");
    }
}
