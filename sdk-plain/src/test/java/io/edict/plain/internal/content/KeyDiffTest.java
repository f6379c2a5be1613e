package io.edict.plain.internal.content;

import static io.edict.plain.internal.content.Contents.hocon;
import static io.edict.plain.internal.content.Contents.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.edict.Format;
import io.edict.KeyChange;
import io.edict.KeyChange.Added;
import io.edict.KeyChange.Removed;
import io.edict.KeyChange.Updated;
import io.edict.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Which values changed between two configurations. */
class KeyDiffTest {
    @Test
    void addedUpdatedAndRemovedValuesAreSortedByPath() {
        List<KeyChange> changes =
                KeyDiff.between(hocon("b { z = 1, y = 2 }, c = 3"), hocon("b { z = 5, y = 2 }, a = 1"));

        assertThat(changes)
                .containsExactly(
                        new Added("a", value(1)), new Updated("b.z", value(1), value(5)), new Removed("c", value(3)));
    }

    @Test
    void firstSnapshotIsComparedWithAnEmptyDocument() {
        assertThat(KeyDiff.between(null, snapshot(hocon("a = 1")))).containsExactly(new Added("a", value(1)));
        assertThat(KeyDiff.between(snapshot(hocon("a = 1")), snapshot(hocon(""))))
                .containsExactly(new Removed("a", value(1)));
    }

    @Test
    void commentsOrderAndSpellingOfNumbersChangeNothing() {
        assertThat(KeyDiff.between(hocon("a = 1.0\nb { c = x }"), hocon("# why\nb.c = \"x\", a = 1")))
                .isEmpty();
    }

    @Test
    void numberAndItsTextAreDifferent() {
        assertThat(KeyDiff.between(hocon("a = 1"), hocon("a = \"1\"")))
                .containsExactly(new Updated("a", value(1), value("1")));
    }

    @Test
    void listsAreValuesAsAWhole() {
        assertThat(KeyDiff.between(hocon("a = [1, {b = 2}]"), hocon("a = [1, {b = 3}]")))
                .containsExactly(
                        new Updated("a", value(List.of(1, Map.of("b", 2))), value(List.of(1, Map.of("b", 3)))));
    }

    @Test
    void nullAndEmptyObjectCountAsAbsent() {
        assertThat(KeyDiff.between(hocon("a = null, b = {}"), hocon(""))).isEmpty();
        assertThat(KeyDiff.between(hocon("a = null"), hocon("a = 1"))).containsExactly(new Added("a", value(1)));
        assertThat(KeyDiff.between(hocon("a = 1"), hocon("a = {}"))).containsExactly(new Removed("a", value(1)));
    }

    @Test
    void valueThatBecomesAnObjectIsRemovedAndItsPartsAreAdded() {
        assertThat(KeyDiff.between(hocon("a = 1"), hocon("a { b = 2 }")))
                .containsExactly(new Removed("a", value(1)), new Added("a.b", value(2)));
        assertThat(KeyDiff.between(hocon("a { b = 2 }"), hocon("a = 1")))
                .containsExactly(new Added("a", value(1)), new Removed("a.b", value(2)));
    }

    @Test
    void pathsAreInTheirPlainForm() {
        assertThat(KeyDiff.between(ConfigFactory.empty(), hocon("\"a.b\" { \"c d\" = 1, e-f = 2, \"\" = 3 }")))
                .extracting(KeyChange::path)
                .containsExactly("\"a.b\".\"\"", "\"a.b\".\"c d\"", "\"a.b\".e-f");
    }

    @Test
    void agreesWithTheComparisonOfTwoMapsAndTurnsOneIntoTheOther() {
        Random random = new Random(11);
        int changed = 0;
        for (int round = 0; round < 2_000; round++) {
            Config before = new RandomConfig(random).config();
            Config after = random.nextInt(10) == 0 ? before : new RandomConfig(random).config();
            List<KeyChange> changes = KeyDiff.between(before, after);

            assertThat(changes).isEqualTo(naive(flat(before), flat(after)));
            assertThat(KeyDiff.between(snapshot(before), snapshot(after))).isEqualTo(changes);
            assertThat(applied(flat(before), changes)).isEqualTo(flat(after));
            changed += changes.size();
        }
        assertThat(changed).isGreaterThan(5_000);
    }

    @Test
    void editedTextsDifferByIndexAsTheyDoWithoutOne() {
        Random random = new Random(5);
        int changed = 0;
        for (int round = 0; round < 500; round++) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                lines.add("group" + i / 10 + ".\"key " + i + "\".x = " + i);
            }
            Snapshot before = snapshot(Format.HOCON, String.join("\n", lines));
            edit(lines, random);
            Snapshot after = snapshot(Format.HOCON, String.join("\n", lines));
            List<KeyChange> changes = KeyDiff.between(before, after);

            assertThat(changes).isEqualTo(KeyDiff.between(before.config(), after.config()));
            changed += changes.size();
        }
        assertThat(changed).isGreaterThan(500);
    }

    /** Takes lines away, adds some, moves some, and changes values of some. */
    private static void edit(List<String> lines, Random random) {
        for (int edits = random.nextInt(4); edits >= 0; edits--) {
            String line = lines.remove(random.nextInt(lines.size()));
            int to = random.nextInt(lines.size());
            switch (random.nextInt(5)) {
                case 0 -> lines.add(to, "new" + edits + " { y = 1, z = null }");
                case 1 -> lines.add(to, line);
                case 2 -> lines.add(to, line + "0");
                case 3 -> lines.add(to, line.replace(".x", ".x.y"));
                default -> Collections.rotate(lines, to);
            }
        }
    }

    @Test
    void keysOfEqualHashAreComparedToo() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            String bits = Integer.toBinaryString(256 + i).substring(1);
            lines.add(bits.replace("0", "Aa").replace("1", "BB") + " = " + i);
        }
        IndexedSnapshot before = (IndexedSnapshot) snapshot(Format.HOCON, String.join("\n", lines));
        Collections.reverse(lines);
        lines.set(7, "new = 1");
        Snapshot after = snapshot(Format.HOCON, String.join("\n", lines));

        assertThat(before.index().isComplete()).isFalse();
        assertThat(KeyDiff.between(before, after))
                .hasSize(2)
                .isEqualTo(KeyDiff.between(before.config(), after.config()));
    }

    @Test
    void hundredThousandKeysAreComparedQuickly() {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            values.put("group" + i % 100 + ".key" + i, i);
        }
        Config before = ConfigFactory.parseMap(values);
        values.put("group7.key7", "other");
        Config after = ConfigFactory.parseMap(values);

        List<KeyChange> changes = Assertions.assertTimeout(Duration.ofSeconds(2), () -> KeyDiff.between(before, after));

        assertThat(changes).containsExactly(new Updated("group7.key7", value(7), value("other")));
    }

    private static List<KeyChange> naive(Map<String, ConfigValue> before, Map<String, ConfigValue> after) {
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<KeyChange> changes = new ArrayList<>();
        for (String path : paths) {
            KeyChange change = naive(path, before.get(path), after.get(path));
            if (change != null) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static @Nullable KeyChange naive(String path, @Nullable ConfigValue old, @Nullable ConfigValue now) {
        if (old == null) {
            return new Added(path, Objects.requireNonNull(now));
        }
        if (now == null) {
            return new Removed(path, old);
        }
        return old.equals(now) ? null : new Updated(path, old, now);
    }

    private static Map<String, ConfigValue> applied(Map<String, ConfigValue> before, List<KeyChange> changes) {
        for (KeyChange change : changes) {
            if (change instanceof Added added) {
                assertThat(before.put(added.path(), added.newValue())).isNull();
            } else if (change instanceof Updated updated) {
                assertThat(before.put(updated.path(), updated.newValue())).isEqualTo(updated.oldValue());
            } else if (change instanceof Removed removed) {
                assertThat(before.remove(removed.path())).isEqualTo(removed.oldValue());
            }
        }
        return before;
    }

    private static Map<String, ConfigValue> flat(Config config) {
        Map<String, ConfigValue> values = new TreeMap<>();
        config.entrySet().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    private static ConfigValue value(Object value) {
        return ConfigValueFactory.fromAnyRef(value);
    }
}
