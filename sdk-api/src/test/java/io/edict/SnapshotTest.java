package io.edict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

/** What every snapshot does in terms of its own look-ups. */
class SnapshotTest {
    private final Snapshot snapshot =
            Samples.snapshot(3, ConfigFactory.parseString("n = 5, b = true, s = text, none = null"));

    @Test
    void fallbackStandsInForMissingValuesOnly() {
        assertThat(snapshot.getInt("n", 7)).isEqualTo(5);
        assertThat(snapshot.getInt("absent", 7)).isEqualTo(7);
        assertThat(snapshot.getInt("none", 7)).isEqualTo(7);
        assertThat(snapshot.getBoolean("b", false)).isTrue();
        assertThat(snapshot.getBoolean("absent", true)).isTrue();
        assertThat(snapshot.getString("s", "other")).isEqualTo("text");
        assertThat(snapshot.getString("absent", "other")).isEqualTo("other");
        assertThatThrownBy(() -> snapshot.getInt("s", 7)).isInstanceOf(ConfigException.class);
    }

    @Test
    void stringIsFoundOrNot() {
        assertThat(snapshot.findString("s")).contains("text");
        assertThat(snapshot.findString("absent")).isEmpty();
    }

    @Test
    void snapshotIsOfItsVersion() {
        assertThat(snapshot.id()).isEqualTo(Samples.ORDERS);
        assertThat(snapshot.version()).isEqualTo(new Version(1, 3));
        assertThat(snapshot.isDeleted()).isFalse();
    }
}
