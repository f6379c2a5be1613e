package io.edict.plain.internal.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's own listener threads: two while listeners return soon, more while some block. {@link UserCode} has a second pool
 * of this kind, with one thread in place of the two.
 *
 * <p><b>Why not a fixed number.</b> Listeners may block, and a blocked one must delay nobody else; but an idle or
 * healthy client is to hold few threads. So a thread that has been busy with one task for longer than
 * {@link PoolLimits#stuckAfter()} counts as stuck, and while tasks wait the pool keeps as many threads that are
 * <em>not</em> stuck as the core has. Where all are stuck their number doubles with each check. A task therefore waits
 * for quick listeners, plus one or a few checks for blocked ones, up to {@link PoolLimits#max()} threads; when these
 * are all stuck too, tasks wait until one returns, and that is logged.
 *
 * <p><b>How threads come and go.</b> A task goes to an idle thread, else to a new one of the core, else it waits in
 * line. While tasks wait, and only then, a check is scheduled on the client's timer; it adds the threads that are
 * missing. A thread that finds nothing to do ends at once if enough others are not stuck, and after
 * {@link PoolLimits#idleAfter()} otherwise, so that an idle client has none. Threads are daemons, and inherit neither
 * thread-locals nor a class loader from whoever happens to submit the task for which they are made.
 *
 * <p><b>Lock.</b> One, for the fields below it, the crew's and the workers'. It is never held while a task runs, a
 * thread is started or the timer is called. A thread decides to end, and leaves the crew, under the lock that tasks
 * are added under, so that no task is left to a thread that is going.
 */
public final class ListenerPool implements Executor, AutoCloseable {
    /** How the names of the threads begin. */
    public static final String THREAD_NAME_PREFIX = "edict-listener-";

    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(ListenerPool.class);

    private final String threadNamePrefix;
    private final ScheduledExecutorService timer;
    private final PoolLimits limits;
    private final LongSupplier nanoClock;
    private final LogThrottle throttle;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition taskAdded = lock.newCondition();
    private final Condition workerLeft = lock.newCondition();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Crew crew;
    private int idle;
    private boolean checkDue;
    private boolean closed;

    /**
     * Makes a pool without threads.
     *
     * @param threadNamePrefix how the threads' names begin; a number follows
     * @param timer runs the checks for stuck threads, which are short
     * @param limits how many threads there may be
     * @param nanoClock the time by which threads count as stuck
     */
    public ListenerPool(
            String threadNamePrefix, ScheduledExecutorService timer, PoolLimits limits, LongSupplier nanoClock) {
        this.threadNamePrefix = threadNamePrefix;
        this.timer = timer;
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.throttle = new LogThrottle(nanoClock);
        this.crew = new Crew(threadNamePrefix, limits, Thread.currentThread().getContextClassLoader(), this::work);
    }

    /** Runs a task on one of the threads. Returns at once. Tasks handed to a closed pool are dropped. */
    @Override
    public void execute(Runnable task) {
        carryOut(add(task));
    }

    /** Closes the pool as {@link #close(Duration)} does, within five seconds. */
    @Override
    public void close() {
        close(CLOSE_BOUND);
    }

    /**
     * Closes the pool: from now on no task begins. Waits for those that are running, but not for the calling thread's
     * own nor for one that is itself closing the pool. Interrupts what is left when the time has passed, or when the
     * calling thread is interrupted. May be called again.
     *
     * @param bound how long to wait at most
     * @return whether all other threads have ended by themselves
     */
    public boolean close(Duration bound) {
        Shut shut = shut();
        boolean ended = false;
        try {
            ended = awaitOthers(shut.others(), bound.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            finishClosing(shut.self(), ended);
        }
        return ended;
    }

    /** How many threads there are now. */
    int size() {
        lock.lock();
        try {
            return crew.size();
        } finally {
            lock.unlock();
        }
    }

    private Orders add(Runnable task) {
        lock.lock();
        try {
            if (closed) {
                return Orders.NONE;
            }
            tasks.add(task);
            if (tasks.size() <= idle) {
                taskAdded.signal();
                return Orders.NONE;
            }
            return crew.isShort() ? new Orders(List.of(crew.hire()), false) : new Orders(List.of(), claimCheck());
        } finally {
            lock.unlock();
        }
    }

    /** Whether the caller, who holds the lock, has to schedule a check: at most one is due at a time. */
    private boolean claimCheck() {
        boolean claimed = !checkDue;
        checkDue = true;
        return claimed;
    }

    private void carryOut(Orders orders) {
        orders.start().forEach(this::start);
        if (orders.check()) {
            scheduleCheck();
        }
    }

    private void start(Worker worker) {
        try {
            worker.thread().start();
        } catch (Throwable e) {
            // Out of threads: the task stays in line, and the next check tries again.
            if (throttle.admit("start") != LogThrottle.HELD_BACK) {
                log.warn(
                        "Cannot start a thread {}* ({}); trying again",
                        threadNamePrefix,
                        e.getClass().getName());
            }
            carryOut(dismissUnstarted(worker));
        }
    }

    private Orders dismissUnstarted(Worker worker) {
        lock.lock();
        try {
            crew.dismiss(worker);
            workerLeft.signalAll();
            return new Orders(List.of(), claimCheck());
        } finally {
            lock.unlock();
        }
    }

    private void scheduleCheck() {
        try {
            ScheduledFuture<?> unused =
                    timer.schedule(this::check, limits.stuckAfter().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The client's timer is closed, so the pool is about to be; no more checks for stuck threads");
        }
    }

    private void check() {
        long now = nanoClock.getAsLong();
        boolean exhausted;
        Orders orders;
        lock.lock();
        try {
            checkDue = false;
            exhausted = !tasks.isEmpty() && crew.isExhausted(now);
            orders = ordersForWaiting(now);
        } finally {
            lock.unlock();
        }
        carryOut(orders);
        if (exhausted && throttle.admit("exhausted") != LogThrottle.HELD_BACK) {
            log.warn(
                    "All {} threads {}* are blocked by code of the application; other code waits until one returns",
                    limits.max(),
                    threadNamePrefix);
        }
    }

    private Orders ordersForWaiting(long now) {
        if (tasks.isEmpty()) {
            return Orders.NONE;
        }
        List<Worker> added = new ArrayList<>();
        for (int left = crew.missing(now, tasks.size()); left > 0; left--) {
            added.add(crew.hire());
        }
        return new Orders(added, claimCheck());
    }

    /** What each thread runs. */
    private void work(Worker worker) {
        for (Runnable task = next(worker); task != null; task = next(worker)) {
            try {
                task.run();
            } catch (Throwable e) {
                log.error("A task of {} threw. {}", Thread.currentThread().getName(), StackText.of(e));
            }
        }
    }

    /** Waits for a task; null means that the thread has left the crew. */
    private @Nullable Runnable next(Worker worker) {
        // An interrupt that a task left behind, or that came too late for it, is not meant for the next one.
        Thread.interrupted();
        lock.lock();
        try {
            worker.endTask();
            Runnable task = awaitTask();
            if (task == null) {
                crew.dismiss(worker);
                workerLeft.signalAll();
            } else {
                worker.beginTask(nanoClock.getAsLong());
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable awaitTask() {
        long left = limits.idleAfter().toNanos();
        Runnable task = tasks.poll();
        while (task == null && left > 0 && !closed && !crew.hasSurplus(nanoClock.getAsLong())) {
            idle++;
            try {
                left = taskAdded.awaitNanos(left);
            } catch (InterruptedException e) {
                log.debug("Somebody interrupted an idle thread of the client; it goes on");
            } finally {
                idle--;
            }
            task = tasks.poll();
        }
        return task;
    }

    /**
     * What is to be waited for. Told in the moment of shutting: a thread that finds the pool shut leaves the crew at once,
     * and is alive a little longer.
     *
     * @param self the worker that is closing the pool, if it is one
     * @param others the other workers
     */
    private record Shut(@Nullable Worker self, List<Worker> others) {}

    private Shut shut() {
        lock.lock();
        try {
            closed = true;
            tasks.clear();
            taskAdded.signalAll();
            Worker self = crew.find(Thread.currentThread());
            if (self != null) {
                self.setClosingPool(true);
                workerLeft.signalAll();
            }
            return new Shut(self, crew.toAwait());
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitOthers(List<Worker> others, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!crew.toAwait().isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = workerLeft.awaitNanos(left);
            }
            others.removeIf(Worker::isClosingPool);
        } finally {
            lock.unlock();
        }
        // They have nothing more to run, so this takes no time.
        for (Worker other : others) {
            other.thread().join();
        }
        return true;
    }

    private void finishClosing(@Nullable Worker self, boolean ended) {
        lock.lock();
        try {
            if (!ended) {
                crew.toAwait().forEach(worker -> worker.thread().interrupt());
            }
            if (self != null) {
                self.setClosingPool(false);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What to do after leaving the lock: threads to start, and whether to schedule a check. */
    private record Orders(List<Worker> start, boolean check) {
        static final Orders NONE = new Orders(List.of(), false);
    }
}
