package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.redundant.RedundantStore.Part;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import io.edict.plain.internal.zookeeper.ZooKeeperStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Opens redundant stores over three clusters called a, b and c. */
final class ThreeClusters implements AutoCloseable {
    static final List<String> NAMES = List.of("a", "b", "c");

    private static final Nearest.Pace PACE =
            new Nearest.Pace(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final List<String> servers;
    private final long limit;
    private final ExecutorService worker = Executors.newFixedThreadPool(3);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final List<RedundantStore> opened = new ArrayList<>();
    final RecordedEvents events = new RecordedEvents();
    final RedundantCounts counts = new RedundantCounts(events);
    final List<RegisterCluster> registers = new ArrayList<>();
    Duration sessionTimeout = Duration.ofSeconds(20);

    ThreeClusters(List<String> servers, long limit) {
        this.servers = servers;
        this.limit = limit;
    }

    /** One of the clusters on its own. */
    ZooKeeperStore alone(int cluster) {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                NAMES.get(cluster),
                servers.get(cluster),
                sessionTimeout,
                Duration.ofSeconds(1),
                ZooKeeperSettings.Sizes.withContent(limit));
        ZooKeeperStore store = new ZooKeeperStore(settings, worker, timer, InstantSource.system());
        store.start();
        return store;
    }

    RedundantStore open(Duration check) {
        List<Part> parts = new ArrayList<>();
        List<Packing> packing = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            ZooKeeperSettings settings = new ZooKeeperSettings(
                    NAMES.get(i), servers.get(i), sessionTimeout, check, ZooKeeperSettings.Sizes.withContent(limit));
            ZooKeeperStore store = new ZooKeeperStore(settings, worker, timer, InstantSource.system());
            packing.add(store.packing());
            registers.add(store.registers());
            parts.add(new Part(store, store.registers()));
        }
        RedundantStore store = new RedundantStore(
                parts, new RedundantSettings(packing.get(0), limit, Duration.ZERO, PACE), counts, worker, timer);
        opened.add(store);
        store.start();
        return store;
    }

    /** What each cluster shows. */
    static List<Reading> heads(RedundantStore store, DocumentId id, Deadline deadline) {
        return store.nearest().members().stream()
                .map(member -> member.store().current(id, deadline))
                .toList();
    }

    @Override
    public void close() {
        opened.forEach(RedundantStore::close);
        timer.shutdownNow();
        worker.shutdownNow();
    }
}
