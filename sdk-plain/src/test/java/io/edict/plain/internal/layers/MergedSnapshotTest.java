package io.edict.plain.internal.layers;

import static io.edict.plain.internal.layers.Stacks.document;
import static io.edict.plain.internal.layers.Stacks.merged;
import static io.edict.plain.internal.layers.Stacks.properties;
import static io.edict.plain.internal.layers.Stacks.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Merged values against a simple oracle, and what reading them costs. */
class MergedSnapshotTest {
    /** No path begins with another, so that all values stand beside one another. */
    private static final List<String> PATHS = List.of("a", "b.c", "b.d", "e.f.g", "e.f.h", "e.i", "j.k.l.m", "n");

    @Test
    void highestLayerThatHasAPathGivesItsValueAndAllOthersAreShadowed() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            List<Map<String, Integer>> layers = new ArrayList<>();
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                layers.add(values(random));
                parts.add(document("shop/l" + i, 1, hocon(layers.get(i), random)));
            }
            MergedSnapshot merged = Merge.of(parts);

            PATHS.forEach(path -> assertAgree(merged, layers, path));
            assertThat(merged.shadowed())
                    .filteredOn(shadowed -> !shadowed.path().startsWith("refs"))
                    .map(shadowed -> shadowed.path() + " in " + shadowed.layer() + " by " + shadowed.by())
                    .containsExactlyInAnyOrderElementsOf(shadowed(layers));
        }
    }

    @Test
    void lookUpsByPlainPathAllocateNothing() {
        MergedSnapshot merged = merged(
                properties("orders.p.n", "-12345"),
                document("shop/a", 1, "p { i = ${base}, s = text, b = true }"),
                text("defaults", "p { l = 3000000000, d = 1.5, n = 1 }, base = 100000"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        lookUp(merged);

        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += lookUp(merged);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sum).isNotZero();
        assertThat(allocated).isLessThan(10_000);
    }

    private static long lookUp(MergedSnapshot merged) {
        return merged.getInt("p.i")
                + merged.getInt("p.n")
                + merged.getInt("p.absent", 7)
                + merged.getLong("p.l")
                + (long) merged.getDouble("p.d")
                + merged.getString("p.s").length()
                + (merged.getBoolean("p.b") ? 1 : 0)
                + (merged.has("p") ? 1 : 0);
    }

    private static void assertAgree(MergedSnapshot merged, List<Map<String, Integer>> layers, String path) {
        List<Integer> having = IntStream.range(0, layers.size())
                .filter(i -> layers.get(i).containsKey(path))
                .boxed()
                .toList();
        assertThat(merged.has(path)).isEqualTo(!having.isEmpty());
        assertThat(merged.explain(path).contributions()).hasSameSizeAs(having);
        if (!having.isEmpty()) {
            int highest = having.get(0);
            assertThat(merged.getInt(path)).isEqualTo(layers.get(highest).get(path));
            assertThat(merged.explain(path).decidedBy().orElseThrow().layer()).isEqualTo("shop/l" + highest);
        }
    }

    private static List<String> shadowed(List<Map<String, Integer>> layers) {
        List<String> shadowed = new ArrayList<>();
        for (String path : PATHS) {
            List<Integer> having = IntStream.range(0, layers.size())
                    .filter(i -> layers.get(i).containsKey(path))
                    .boxed()
                    .toList();
            having.stream().skip(1).forEach(i -> shadowed.add(path + " in shop/l" + i + " by shop/l" + having.get(0)));
        }
        return shadowed;
    }

    private static Map<String, Integer> values(Random random) {
        Map<String, Integer> values = new TreeMap<>();
        PATHS.stream().filter(path -> random.nextBoolean()).forEach(path -> values.put(path, random.nextInt(1_000)));
        return values;
    }

    /** Some values stand there themselves, some behind a reference. */
    private static String hocon(Map<String, Integer> values, Random random) {
        return values.entrySet().stream()
                .map(value -> {
                    String reference = "refs" + value.getValue();
                    return random.nextInt(4) > 0
                            ? value.getKey() + " = " + value.getValue()
                            : value.getKey() + " = ${" + reference + "}\n" + reference + " = " + value.getValue();
                })
                .collect(Collectors.joining("\n"));
    }
}
