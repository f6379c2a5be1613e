package io.edict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths a change touches. */
class ConfigChangeTest {
    private final ConfigChange change =
            new ConfigChange(Samples.snapshot(1), Samples.snapshot(2), List.of(added("pool.size"), added("\"a.b\".c")));

    @ParameterizedTest
    @CsvSource({
        "pool, true",
        "pool.size, true",
        "pool.size.x, false",
        "poo, false",
        "pool.si, false",
        "size, false",
        "a, false",
        "'\"a.b\"', true",
        "'\"a.b\".c', true",
        "other, false"
    })
    void changeTouchesItsKeysAndWhatIsAroundThem(String path, boolean touched) {
        assertThat(change.touches(path)).isEqualTo(touched);
    }

    @Test
    void firstChangeHasNoPreviousSnapshot() {
        ConfigChange first = new ConfigChange(null, Samples.snapshot(2), List.of());

        assertThat(first.previous()).isEmpty();
        assertThat(change.previous()).containsSame(change.before());
        assertThat(first.id()).isEqualTo(Samples.ORDERS);
    }

    @Test
    void keysAreCopied() {
        List<KeyChange> keys = new ArrayList<>(List.of(added("a")));
        ConfigChange copy = new ConfigChange(null, Samples.snapshot(1), keys);
        keys.clear();

        assertThat(copy.keys()).hasSize(1);
        assertThatThrownBy(() -> copy.keys().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static KeyChange added(String path) {
        return new KeyChange.Added(path, ConfigValueFactory.fromAnyRef(1));
    }
}
