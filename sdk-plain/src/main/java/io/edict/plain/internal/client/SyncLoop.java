package io.edict.plain.internal.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's own threads, one of each: {@code edict-sync} owns all state machines and the timer, and never blocks;
 * {@code edict-worker} decodes, parses, asks gates and writes local copies.
 *
 * <p>What a task throws is a fault of Edict: it is logged, and the thread goes on. After {@link #close} tasks are dropped.
 */
public final class SyncLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SyncLoop.class);

    private final ScheduledThreadPoolExecutor sync;
    private final ThreadPoolExecutor worker;
    private final List<Future<?>> repeating = new CopyOnWriteArrayList<>();

    SyncLoop() {
        sync = new ScheduledThreadPoolExecutor(1, daemon("edict-sync"));
        sync.setRemoveOnCancelPolicy(true);
        sync.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        sync.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        worker = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon("edict-worker"));
    }

    /** The timer, for what is short. */
    public ScheduledThreadPoolExecutor timer() {
        return sync;
    }

    /** Where content is decoded, parsed and judged. */
    public Executor worker() {
        return task -> submit(worker, task);
    }

    /** Runs a task on the sync thread. */
    void post(Runnable task) {
        submit(sync, task);
    }

    /** Runs a task on the sync thread after a time. */
    @SuppressWarnings("FutureReturnValueIgnored") // what the task throws is logged where it runs
    void postLater(Duration delay, Runnable task) {
        submit(later -> sync.schedule(later, delay.toMillis(), TimeUnit.MILLISECONDS), task);
    }

    /** Runs a short task on the sync thread again and again, until the loop is closed. */
    void repeat(Duration every, Runnable task) {
        long millis = every.toMillis();
        repeating.add(sync.scheduleWithFixedDelay(() -> run(task), millis, millis, TimeUnit.MILLISECONDS));
    }

    private static void submit(Executor executor, Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException closed) {
            log.debug("Dropped a task after the client was closed");
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("A task of the client failed; it goes on", e);
        }
    }

    /**
     * Ends both threads and waits for them a second each. Waiting tasks are dropped; a running one gets that second to end
     * by itself, since an interrupt would break off the writing of a local copy.
     */
    @Override
    public void close() {
        repeating.forEach(task -> task.cancel(false));
        worker.getQueue().clear();
        worker.shutdown();
        sync.shutdown();
        end(worker);
        end(sync);
    }

    private static void end(ThreadPoolExecutor threads) {
        try {
            if (threads.awaitTermination(1, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
