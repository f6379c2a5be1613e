package io.edict.plain.internal.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.internal.content.Joined;
import io.edict.plain.internal.content.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that hold for layers whatever they hold. */
class MergeLawsTest {
    private static final int ROUNDS = 300;
    private static final String FAILED = "failed";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resultIsTheSameWhicheverNeighboursAreMergedFirst(boolean references) {
        Random random = new Random(11);
        int merged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Part> parts = parts(random, references);
            List<Parsed> parsed = parts.stream().map(MergeLawsTest::parsed).toList();
            String expected = outcome(parts);
            for (Config bracketing : bracketings(configs(parts))) {
                assertThat(outcome(() -> Joined.resolved(bracketing, parsed)))
                        .as(texts(parts))
                        .isEqualTo(expected);
            }
            merged += expected.equals(FAILED) ? 0 : 1;
        }
        assertThat(merged).isGreaterThan(ROUNDS / 3);
    }

    @Test
    void emptyLayerAnywhereChangesNothing() {
        Random random = new Random(12);
        for (int round = 0; round < ROUNDS; round++) {
            List<Part> parts = parts(random, true);
            List<Part> more = new ArrayList<>(parts);
            more.add(random.nextInt(parts.size() + 1), Stacks.document("shop/empty", 1, ""));

            assertThat(outcome(more)).as(texts(parts)).isEqualTo(outcome(parts));
        }
    }

    @Test
    void layerOnItselfChangesNothing() {
        Random random = new Random(13);
        for (int round = 0; round < ROUNDS; round++) {
            List<Part> parts = parts(random, false);
            List<Part> twice = new ArrayList<>(parts);
            int at = random.nextInt(parts.size());
            twice.add(at, parts.get(at));

            assertThat(outcome(twice)).as(texts(parts)).isEqualTo(outcome(parts));
        }
    }

    private static List<Part> parts(Random random, boolean references) {
        RandomLayers layers = new RandomLayers(random, references);
        return IntStream.rangeClosed(0, random.nextInt(5))
                .mapToObj(i -> Stacks.document("shop/" + (char) ('a' + i), 1, layers.text()))
                .toList();
    }

    private static List<Config> configs(List<Part> parts) {
        return parts.stream().map(part -> parsed(part).unresolved()).toList();
    }

    private static Parsed parsed(Part part) {
        return Objects.requireNonNull(part.parsed());
    }

    /** All ways of merging two neighbours, until one is left. */
    private static List<Config> bracketings(List<Config> configs) {
        if (configs.size() == 1) {
            return configs;
        }
        List<Config> all = new ArrayList<>();
        for (int split = 1; split < configs.size(); split++) {
            List<Config> low = bracketings(configs.subList(split, configs.size()));
            for (Config high : bracketings(configs.subList(0, split))) {
                low.forEach(below -> all.add(high.withFallback(below)));
            }
        }
        return all;
    }

    private static String outcome(List<Part> parts) {
        return outcome(() -> Merge.of(parts).config());
    }

    private static String outcome(Supplier<Config> merging) {
        try {
            return merging.get().root().unwrapped().toString();
        } catch (InvalidDocumentException e) {
            return FAILED;
        }
    }

    private static String texts(List<Part> parts) {
        return parts.stream()
                .map(part -> parsed(part).unresolved().root().toString())
                .toList()
                .toString();
    }
}
