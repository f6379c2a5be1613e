package io.edict.plain.internal.topology.primary;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.StoreUnreachableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
     * Copies documents. Returns when all copiers have ended; the failure of one is thrown then. An interruption ends them.
     *
     * @param copiers makes each copier
     */
    Copier.Result copy(Collection<DocumentId> ids, Supplier<Copier> copiers) {
        List<Callable<Copier.Result>> parts = new ArrayList<>();
        parts(ids).forEach(part -> parts.add(() -> copiers.get().copy(part)));
        try {
            List<Copier.Result> results = new ArrayList<>();
            for (Future<Copier.Result> part : threads.invokeAll(parts)) {
                results.add(part.get());
            }
            return united(results);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A copier has failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnreachableException("Copying was interrupted; it goes on elsewhere", null, e);
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
