package io.edict.plain.internal.topology.primary;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Copies many documents by several copiers at once, because what copying takes is waiting for answers. Each document is one
 * copier's; what was published together with it another one may copy as well, which does no harm.
 */
final class ParallelCopies implements AutoCloseable {
    private static final int COPIERS = 4;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /** With threads that are there while there is something to copy. */
    ParallelCopies(String standby) {
        threads = new ThreadPoolExecutor(
                COPIERS, COPIERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "edict-copier-" + standby);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Copies documents. Returns when all copiers have ended; the failure of one is thrown then.
     *
     * @param copiers makes each copier
     */
    Copier.Result copy(Collection<DocumentId> ids, Supplier<Copier> copiers) {
        List<CompletableFuture<Copier.Result>> parts = new ArrayList<>();
        for (Set<DocumentId> part : parts(ids)) {
            parts.add(CompletableFuture.supplyAsync(() -> copiers.get().copy(part), threads));
        }
        awaitAll(parts);
        try {
            return united(parts.stream().map(CompletableFuture::join).toList());
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static List<Set<DocumentId>> parts(Collection<DocumentId> ids) {
        List<Set<DocumentId>> parts = new ArrayList<>();
        int i = 0;
        for (DocumentId id : ids) {
            if (parts.size() < COPIERS) {
                parts.add(new HashSet<>());
            }
            parts.get(i++ % COPIERS).add(id);
        }
        return parts;
    }

    /** An interrupted caller waits as well, for as long as requests may take: nobody copies on once it has returned. */
    private static void awaitAll(List<CompletableFuture<Copier.Result>> parts) {
        CountDownLatch open = new CountDownLatch(parts.size());
        parts.forEach(part -> part.whenComplete((result, failure) -> open.countDown()));
        boolean interrupted = false;
        while (open.getCount() > 0) {
            try {
                open.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Copier.Result united(List<Copier.Result> results) {
        int installed = 0;
        List<VersionInfo> setAside = new ArrayList<>();
        Map<DocumentId, VersionInfo> ahead = new TreeMap<>();
        Map<DocumentId, String> failed = new TreeMap<>();
        for (Copier.Result result : results) {
            installed += result.installed();
            setAside.addAll(result.setAside());
            ahead.putAll(result.ahead());
            failed.putAll(result.failed());
        }
        return new Copier.Result(installed, List.copyOf(setAside), Map.copyOf(ahead), Map.copyOf(failed));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
