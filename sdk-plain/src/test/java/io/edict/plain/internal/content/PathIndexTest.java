package io.edict.plain.internal.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import io.edict.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table behind look-ups. */
class PathIndexTest {
    @Test
    void everyValueOfALargeConfigurationIsFoundWithoutParsing() {
        Map<String, Integer> values = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            values.put("group" + i % 37 + ".part" + i % 11 + ".key" + i, i);
        }
        PathIndex index = PathIndex.of(ConfigFactory.parseMap(values).root());

        assertThat(index.leaves()).isEqualTo(values.size());
        values.forEach((path, value) -> assertThat(index.find(path)).isEqualTo(value));
        assertThat(index.find("group1.part1.key2")).isSameAs(PathIndex.ABSENT);
    }

    @Test
    void pathThatOnlyEndsLikeAnotherIsAbsent() {
        PathIndex index = PathIndex.of(ConfigFactory.parseString("a.b.c = 1").root());

        assertThat(index.find("b.c")).isSameAs(PathIndex.ABSENT);
        assertThat(index.find("xa.b.c")).isSameAs(PathIndex.ABSENT);
        assertThat(index.find("a-b-c")).isSameAs(PathIndex.ABSENT);
        assertThat(index.find("x.a.b.c")).isSameAs(PathIndex.ABSENT);
    }

    @Test
    void pathThatFallsOnTheSameSlotIsAbsent() {
        PathIndex index = PathIndex.of(ConfigFactory.parseString("a.b = 1").root());

        assertThat(IntStream.range(0, 1_000).boxed())
                .allMatch(i -> index.find(i + ".a.b") == PathIndex.ABSENT)
                .allMatch(i -> index.find(i + "a.b") == PathIndex.ABSENT)
                .allMatch(i -> index.find("a" + i + ".b") == PathIndex.ABSENT)
                .allMatch(i -> index.find("a.b" + i) == PathIndex.ABSENT);
    }

    @Test
    void absenceOfAPathInAnotherSpellingIsNotKnown() {
        PathIndex index = PathIndex.of(ConfigFactory.parseString("a = 1").root());

        assertThat(index.find("\"a\"")).isNull();
        assertThat(index.find("a..b")).isNull();
        assertThat(index.find("")).isNull();
    }

    @Test
    void keysOfEqualHashAreAllFound() {
        Map<String, Object> colliding =
                IntStream.range(0, 4_096).boxed().collect(Collectors.toMap(PathIndexTest::colliding, i -> i));
        Config config = ConfigValueFactory.fromMap(colliding).toConfig();
        Snapshot snapshot = Contents.snapshot(config);

        assertThat(colliding.keySet().stream().map(String::hashCode).distinct()).hasSize(1);
        colliding.forEach((key, value) -> assertThat(snapshot.getInt(key)).isEqualTo(value));
        assertThat(colliding.keySet()).allMatch(snapshot::has);
        assertThat(snapshot.has(colliding(1) + "x")).isFalse();
    }

    @Test
    void quotedElementsAreFoundInTheirPlainForm() {
        Config config = ConfigValueFactory.fromMap(Map.of("a.b", Map.of("c d", 1, "", 2)))
                .toConfig();
        PathIndex index = PathIndex.of(config.root());

        assertThat(index.find(ConfigUtil.joinPath("a.b", "c d"))).isEqualTo(1);
        assertThat(index.find("\"a.b\".\"\"")).isEqualTo(2);
    }

    /** Twelve letters pairs, each Aa or BB, which have the same hash. */
    private static String colliding(int number) {
        return IntStream.range(0, 12)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }
}
