package io.edict.plain.internal.topology.redundant;

import static io.edict.plain.internal.store.Changes.text;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import io.edict.plain.internal.zookeeper.ZooKeeperStore;
import io.edict.plain.testing.ServerProcess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** How long publishing takes on one cluster and on three, in turns, and when followers hear of it. No test: run its main. */
final class RedundantBench {
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 600;
    private static final String CONTENT = "key = \"some value of a usual length\"\n".repeat(28);

    private RedundantBench() {}

    /** Runs it and prints figures. */
    public static void main(String[] args) {
        List<ServerProcess> servers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            servers.add(ServerProcess.standalone());
            servers.get(i).start();
        }
        List<String> three =
                servers.subList(0, 3).stream().map(ServerProcess::connectString).toList();
        ExecutorService worker = Executors.newFixedThreadPool(3);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        ZooKeeperSettings settings = new ZooKeeperSettings(
                "single",
                servers.get(3).connectString(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                ZooKeeperSettings.Sizes.withContent(1 << 20));
        try (ThreeClusters clusters = new ThreeClusters(three, 1 << 20);
                ConfigStore single = new ZooKeeperStore(settings, worker, timer, InstantSource.system())) {
            single.start();
            Side one = new Side("single cluster", single);
            Side redundant = new Side("three clusters", clusters.open(Duration.ofSeconds(60)));
            for (int i = 0; i < WARM_UP + ROUNDS; i++) {
                one.publish(i);
                redundant.publish(i);
            }
            one.print();
            redundant.print();
        }
        timer.shutdownNow();
        worker.shutdownNow();
        servers.forEach(ServerProcess::close);
    }

    /** One store with a follower. */
    private static final class Side implements StoreWatch.Sink {
        private final String name;
        private final ConfigStore store;
        private final DocumentId id = DocumentId.of("bench/orders");
        private final long[] returned = new long[ROUNDS];
        private final long[] heard = new long[ROUNDS];
        private volatile long expected;
        private volatile long heardAt;

        Side(String name, ConfigStore store) {
            this.name = name;
            this.store = store;
            store.current(id, Deadline.after(Duration.ofSeconds(20)));
            store.watch(this).follow(id);
        }

        void publish(int round) {
            heardAt = 0;
            expected = round + 1L;
            long begun = System.nanoTime();
            store.publish(List.of(text(id, CONTENT)), UUID.randomUUID(), Deadline.after(Duration.ofSeconds(20)));
            long end = System.nanoTime();
            while (heardAt == 0 && System.nanoTime() - end < 2_000_000_000L) {
                Thread.onSpinWait();
            }
            if (round >= WARM_UP) {
                returned[round - WARM_UP] = end - begun;
                heard[round - WARM_UP] = heardAt - begun;
            }
        }

        @Override
        public void announced(Announcement announcement) {
            var unused = store.read(id, false).thenAccept(reading -> {
                if (reading instanceof Reading.Present present
                        && present.version().info().version().number() == expected) {
                    heardAt = System.nanoTime();
                }
            });
        }

        @Override
        public void connection(ClusterStatus cluster) {}

        @Override
        public @Nullable Stamp known(DocumentId of) {
            return null;
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "%s: published p50 %.2f ms, p99 %.2f ms; read by a follower p50 %.2f ms, p99 %.2f ms after the"
                            + " call%n",
                    name,
                    percentile(returned, 0.5),
                    percentile(returned, 0.99),
                    percentile(heard, 0.5),
                    percentile(heard, 0.99));
        }

        private static double percentile(long[] nanos, double share) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[(int) (sorted.length * share)] / 1e6;
        }
    }
}
