package io.edict.plain.internal.zookeeper;

import static io.edict.plain.internal.store.Changes.keeping;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.plain.internal.store.Header.Layout;
import io.edict.plain.internal.store.Issuer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** History as plans leave it, against a set of numbers. */
class PruningTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final ClusterNode CLUSTER = new ClusterNode("store-a", 1, 0);
    private static final int MOST_PRUNED = 100;

    private final Planner planner = new Planner(ZooKeeperSettings.Sizes.withContent(1024), false);
    private final TreeSet<Long> history = new TreeSet<>();
    private Current current = new Current(null, -1, null, new Current.Kept(1, 0, List.of()));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsTheNewestAndRemovesAHundredAtMost(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            publishAndCompare(random.nextInt(10) > 0 ? 1 + random.nextInt(400) : 1 + random.nextInt(5));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void listedHistoryWithHolesIsPrunedOfWhatItHolds(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            history.removeIf(number -> random.nextInt(20) == 0);
            long newest = current.kept().newest();
            List<Long> listed = List.copyOf(history);
            current = new Current(
                    current.head(),
                    current.zkVersion(),
                    null,
                    new Current.Kept(listed.isEmpty() ? 1 : listed.get(0), newest, listed));

            publishAndCompare(1 + random.nextInt(300));
        }
    }

    private void publishAndCompare(int keep) {
        long number = current.kept().newest() + 1;
        TreeSet<Long> expected = new TreeSet<>(history);
        expected.add(number);
        history.stream().filter(old -> old <= number - keep).limit(MOST_PRUNED).forEach(expected::remove);

        Plan.Part part = apply(planner.plan(
                Basis.read(CLUSTER, List.of(current), Map.of()),
                List.of(keeping(keep, text(ORDERS, "a = 1"))),
                Issuer.unsigned(new UUID(1, number))));

        assertThat(history).isEqualTo(expected);
        Layout layout = part.header().layout();
        assertThat(layout.oldestKept()).isEqualTo(history.first());
        current = part.after();
    }

    private Plan.Part apply(Plan plan) {
        for (Op operation : plan.operations()) {
            String path = operation.getPath();
            if (path.startsWith(Paths.HISTORY)) {
                boolean create = operation.getType() == OpCode.create;
                long number = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
                assertThat(create ? history.add(number) : history.remove(number))
                        .as("%s applies", path)
                        .isTrue();
            }
        }
        return plan.parts().get(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
    void rangeThatCannotBeStillMakesASmallPlan(long oldest) {
        LongStream.rangeClosed(1, 5).forEach(history::add);
        Current lying = new Current(null, 3, null, new Current.Kept(oldest, 5, null));

        Plan plan = planner.plan(
                Basis.read(CLUSTER, List.of(lying), Map.of()),
                List.of(keeping(1, text(ORDERS, "a = 1"))),
                Issuer.unsigned(new UUID(1, 6)));

        assertThat(plan.silent().operations()).hasSizeLessThanOrEqualTo(MOST_PRUNED + 4);
    }
}
