package io.edict.plain.internal.memory;

import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.topology.Member;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Several clusters in memory, which can be made unreachable one by one. */
public final class MemoryClusters implements AutoCloseable {
    private final Map<String, MemoryDocuments> clusters = new LinkedHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Duration check;

    public MemoryClusters(Duration check, String... names) {
        this.check = check;
        for (String name : names) {
            clusters.put(name, new MemoryDocuments());
        }
    }

    /** New stores over all of them, for one client; not started. */
    public List<Member> members(long limit) {
        List<Member> members = new ArrayList<>();
        clusters.forEach((name, documents) -> members.add(new Member(
                name,
                new MemoryStore(
                        documents,
                        new MemorySettings(name, check, new ContentLimit(limit)),
                        worker,
                        timer,
                        InstantSource.system()))));
        return members;
    }

    /** A new store over one of them, started. */
    public MemoryStore open(String name) {
        MemorySettings settings = new MemorySettings(name, check, new ContentLimit(1 << 24));
        MemoryStore store = new MemoryStore(documents(name), settings, worker, timer, InstantSource.system());
        store.start();
        return store;
    }

    public MemoryDocuments documents(String name) {
        return Objects.requireNonNull(clusters.get(name));
    }

    public ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        worker.shutdownNow();
    }
}
