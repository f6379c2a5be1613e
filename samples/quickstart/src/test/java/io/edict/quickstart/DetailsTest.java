package io.edict.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.edict.KeyChange;
import io.edict.quickstart.Narrator.Detail;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetailsTest {
    @Test
    void changesAreAlignedAndSigned() {
        assertThat(lines(List.of(
                        new KeyChange.Added("banner", value("hi")),
                        new KeyChange.Updated("pool.size", value(1), value(2)),
                        new KeyChange.Removed("old", value(true)))))
                .containsExactly("+ banner      hi", "~ pool.size   1 → 2", "- old         was true");
    }

    @Test
    void textThatATerminalWouldObeyIsEscaped() {
        assertThat(lines(List.of(new KeyChange.Added("key", value("a\u001b[2J")))))
                .containsExactly("+ key   \"a\\u001b[2J\"");
    }

    @Test
    void longValuesAndListsAreCut() {
        assertThat(lines(List.of(new KeyChange.Added("key", value("x".repeat(51))))))
                .containsExactly("+ key   " + "x".repeat(50) + "…");
        List<KeyChange> many = IntStream.range(0, 23)
                .<KeyChange>mapToObj(i -> new KeyChange.Added("key" + i, value(i)))
                .toList();
        assertThat(lines(many)).hasSize(21).last().isEqualTo("… and 3 more");
    }

    private static ConfigValue value(Object plain) {
        return ConfigValueFactory.fromAnyRef(plain);
    }

    private static List<String> lines(List<KeyChange> changes) {
        return Details.of(changes).stream().map(Detail::text).toList();
    }
}
