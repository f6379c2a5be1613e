package io.edict.plain.internal.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.typesafe.config.Config;
import io.edict.Snapshot;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a snapshot costs: heap beside its configuration, and nothing for a look-up. */
class SnapshotCostTest {
    private static final int KEYS = 10_000;
    private static final int COPIES = 10;

    @Test
    void snapshotOfTenThousandKeysStaysBelowOneAndAHalfTimesItsConfiguration() {
        List<Config> configs = new ArrayList<>();
        List<Snapshot> snapshots = new ArrayList<>();
        long alone = growth(() -> configs.add(Contents.hocon(text())));
        long index = growth(() -> snapshots.add(Contents.snapshot(configs.get(snapshots.size()))));

        assertThat(alone / COPIES).as("a configuration alone").isGreaterThan(KEYS * 50L);
        assertThat((double) (alone + index) / alone).isBetween(1.0, 1.5);
        assertThat(snapshots).hasSameSizeAs(configs);
    }

    @Test
    void lookUpsByPlainPathAllocateNothing() {
        Snapshot snapshot = Contents.snapshot(Contents.hocon(
                "p { i = 100000, l = 3000000000, d = 1.5, s = text, b = true, n = \"-12345\", z = null }"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        lookUp(snapshot);

        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += lookUp(snapshot);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sum).isNotZero();
        assertThat(allocated).isLessThan(10_000);
    }

    private static long lookUp(Snapshot snapshot) {
        return snapshot.getInt("p.i")
                + snapshot.getInt("p.n")
                + snapshot.getInt("p.absent", 7)
                + snapshot.getLong("p.l")
                + snapshot.getLong("p.n")
                + (long) snapshot.getDouble("p.d")
                + (long) snapshot.getDouble("p.n")
                + snapshot.getString("p.s").length()
                + (snapshot.getBoolean("p.b") ? 1 : 0)
                + (snapshot.has("p") && !snapshot.has("p.z") ? 1 : 0);
    }

    private static String text() {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> "service.group" + i / 100 + ".key" + i + " = " + (i % 3 == 0 ? "text" + i : 1000 + i))
                .collect(Collectors.joining("\n"));
    }

    private static long growth(Runnable action) {
        long before = used();
        for (int i = 0; i < COPIES; i++) {
            action.run();
        }
        return used() - before;
    }

    /** The least that is in use after several collections. */
    private static long used() {
        return IntStream.range(0, 5)
                .mapToLong(i -> {
                    ManagementFactory.getMemoryMXBean().gc();
                    return ManagementFactory.getMemoryMXBean()
                            .getHeapMemoryUsage()
                            .getUsed();
                })
                .min()
                .orElseThrow();
    }
}
