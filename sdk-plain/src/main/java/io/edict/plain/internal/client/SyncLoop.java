package io.edict.plain.internal.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's own threads, and the two kinds of tasks that run on them.
 *
 * <p><b>The sync loop</b> owns all state machines: its tasks run one at a time, in the order in which they were posted, are
 * short and never block. <b>The worker</b> decodes, parses, and writes local copies, one task after the other, and may take
 * its time.
 *
 * <p><b>Which thread runs the loop.</b> A change goes back and forth between the two until it is in force, and to wake a
 * thread takes about as long as any of its steps. So a task of the loop runs on {@code edict-worker} if that has nothing
 * else to do, and after each task of the worker that leaves it so; on {@code edict-sync}, which is also the timer, if the
 * worker is busy. A change then wakes one thread from the store's event to the commit, and no task of the loop ever waits
 * for one of the worker.
 *
 * <p>What a task throws is a fault of Edict: it is logged, and the thread goes on. After {@link #close} tasks are dropped.
 */
public final class SyncLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SyncLoop.class);

    private final ScheduledThreadPoolExecutor sync;
    private final ThreadPoolExecutor worker;
    private final SerialTasks loop = new SerialTasks();
    private final List<Future<?>> repeating = new CopyOnWriteArrayList<>();
    private final Object handingIn = new Object();

    /** Tasks that the worker has not done yet. It grows, together with the worker's queue, under {@link #handingIn}. */
    private final AtomicInteger load = new AtomicInteger();

    private volatile boolean closed;
    private volatile @Nullable Thread workerThread;

    SyncLoop() {
        sync = new ScheduledThreadPoolExecutor(1, task -> daemon("edict-sync", task));
        sync.setRemoveOnCancelPolicy(true);
        sync.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        sync.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        worker = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::workerThread);
    }

    /** The timer, for what is short. */
    public ScheduledThreadPoolExecutor timer() {
        return sync;
    }

    /** Where content is decoded, parsed and judged. What a task posts to the loop may wait for its end. */
    public Executor worker() {
        return task -> {
            synchronized (handingIn) {
                load.incrementAndGet();
                submit(worker, () -> work(task));
            }
        };
    }

    /** Runs a task on the sync loop. */
    void post(Runnable task) {
        loop.add(() -> run(task));
        if (loop.needsSomebody() && Thread.currentThread() != workerThread && loop.claimCall()) {
            callSomebody();
        }
    }

    /** Runs a task on the sync loop after a time. */
    @SuppressWarnings("FutureReturnValueIgnored") // what the task throws is logged where it runs
    void postLater(Duration delay, Runnable task) {
        submit(later -> sync.schedule(later, delay.toMillis(), TimeUnit.MILLISECONDS), () -> runAsTimer(task));
    }

    /** Runs a short task on the sync loop again and again, until the loop is closed. */
    void repeat(Duration every, Runnable task) {
        long millis = every.toMillis();
        repeating.add(sync.scheduleWithFixedDelay(() -> runAsTimer(task), millis, millis, TimeUnit.MILLISECONDS));
    }

    private void runAsTimer(Runnable task) {
        loop.add(() -> run(task));
        runOnSync();
    }

    private void runOnSync() {
        loop.run(() -> !closed);
    }

    private void callSomebody() {
        synchronized (handingIn) {
            if (load.get() == 0) {
                load.incrementAndGet();
                submit(worker, () -> work(() -> {}));
                return;
            }
        }
        submit(sync, this::runOnSync);
    }

    /** On the worker: a task, and then the loop's, for as long as the worker has nothing else to do. */
    private void work(Runnable task) {
        try {
            run(task);
            loop.run(() -> load.get() == 1 && !closed);
            if (loop.needsSomebody() && loop.claimCall()) {
                submit(sync, this::runOnSync);
            }
        } finally {
            load.decrementAndGet();
        }
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
        closed = true;
        loop.clear();
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

    private Thread workerThread(Runnable tasks) {
        Thread thread = daemon("edict-worker", tasks);
        workerThread = thread;
        return thread;
    }

    private static Thread daemon(String name, Runnable tasks) {
        Thread thread = new Thread(tasks, name);
        thread.setDaemon(true);
        return thread;
    }
}
