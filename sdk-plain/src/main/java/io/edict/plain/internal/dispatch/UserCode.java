package io.edict.plain.internal.dispatch;

import io.edict.error.ClientClosedException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs application code whose answer the client needs, and does without the answer if it does not come in time: gates,
 * converters, constructors, validations, mapping functions.
 *
 * <p><b>One outcome.</b> Each run has exactly one {@link Outcome}, delivered on the executor given for that. Whichever is
 * first decides: the body returns or throws, its time is up, the client is closed. What comes later is dropped.
 *
 * <p><b>Time.</b> A body has its timeout from its beginning. Waiting in line costs it nothing while the line moves, since
 * a refusal just because many documents changed at once would be a wrong one. A body that still waits is given up when
 * its timeout has passed since it was handed in and, for as long, no body has begun or ended: the threads are all taken
 * by code that does not return.
 *
 * <p><b>Threads.</b> A {@link ListenerPool} of its own: one thread while bodies return soon, more while some take long, 64
 * at most, none after five seconds without work. A body that ignores its interrupt keeps its thread and no other.
 *
 * <p><b>Interrupts hit their target only.</b> When its time is up, the thread of a body is interrupted under the lock of
 * its {@code Run}, and only while that run is marked as running. The thread takes the mark away under the same lock
 * before it goes on, and then clears its interrupt flag. So an interrupt comes either inside the body or not at all, and
 * none is left for the next one.
 *
 * <p><b>Calls from anywhere.</b> All methods may be called from any thread, a body included, and return at once, except
 * {@link #close}. No lock is held while user code, an executor or the timer is called.
 */
public final class UserCode implements AutoCloseable {
    /** How the names of the threads begin. */
    public static final String THREAD_NAME_PREFIX = "edict-gate-";

    static final PoolLimits LIMITS = new PoolLimits(1, 64, Duration.ofMillis(100), Duration.ofSeconds(5));

    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(UserCode.class);

    private final ScheduledExecutorService timer;
    private final Executor delivery;
    private final LongSupplier nanoClock;
    private final ListenerPool pool;
    private final Set<Run<?>> unanswered = ConcurrentHashMap.newKeySet();
    private final Set<Run<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** When a body last began or ended. Threads may overwrite each other's; they differ by next to nothing. */
    private volatile long lastProgress;

    /**
     * Makes a runner without threads.
     *
     * @param timer where times run out; what it is given is short
     * @param delivery where outcomes are delivered
     * @param nanoClock the time
     */
    public UserCode(ScheduledExecutorService timer, Executor delivery, LongSupplier nanoClock) {
        this(timer, delivery, nanoClock, LIMITS);
    }

    UserCode(ScheduledExecutorService timer, Executor delivery, LongSupplier nanoClock, PoolLimits limits) {
        this.timer = timer;
        this.delivery = delivery;
        this.nanoClock = nanoClock;
        this.pool = new ListenerPool(THREAD_NAME_PREFIX, timer, limits, nanoClock);
        this.lastProgress = nanoClock.getAsLong();
    }

    /**
     * Runs application code. Returns at once.
     *
     * @param what what is run, for logs and reasons: {@code gate com.shop.OrdersGate of shop/orders}; without values
     * @param timeout how long it may take
     * @param body the code
     * @param then told what came of it, on the delivery executor, once; never {@link Outcome.Done} after {@link #close}
     * @param <T> the result's type
     */
    public <T> void run(String what, Duration timeout, Callable<T> body, Consumer<? super Outcome<T>> then) {
        long now = nanoClock.getAsLong();
        Run<T> run = new Run<>(what, timeout, now, body, outcome -> deliver(what, outcome, then));
        unanswered.add(run);
        if (closed) {
            giveUp(run);
            return;
        }
        watch(run, timeout.toNanos());
        pool.execute(() -> carryOut(run));
    }

    /** Closes as {@link #close(Duration)} does, within five seconds. */
    @Override
    public void close() {
        close(CLOSE_BOUND);
    }

    /**
     * Ends all: what waits never begins, what runs is interrupted, except the caller's own body, and all of them end with a
     * {@link ClientClosedException}. Waits for the threads. To be called before the timer and the delivery executor are
     * closed. May be called again.
     *
     * @param bound how long to wait at most
     * @return whether all other threads have ended
     */
    public boolean close(Duration bound) {
        closed = true;
        unanswered.forEach(this::giveUp);
        running.forEach(Run::interrupt);
        return pool.close(bound);
    }

    /** Whether this was closed, so that what has not answered will not. */
    public boolean isClosed() {
        return closed;
    }

    /** How many threads there are now. */
    int threads() {
        return pool.size();
    }

    private <T> void carryOut(Run<T> run) {
        // Before it begins, so that close finds it here unless it is not to begin at all.
        running.add(run);
        try {
            Callable<T> body = run.begin(nanoClock.getAsLong());
            if (body != null) {
                progressed();
                settle(run, outcomeOf(run, body));
            }
        } finally {
            running.remove(run);
            progressed();
        }
    }

    private static <T> Outcome<T> outcomeOf(Run<T> run, Callable<T> body) {
        try {
            return new Outcome.Done<>(body.call());
        } catch (Throwable e) {
            return new Outcome.Threw<>(e);
        } finally {
            run.end();
            // No interrupt for this body can come any more; one that came is not meant for what follows.
            Thread.interrupted();
        }
    }

    private void progressed() {
        lastProgress = nanoClock.getAsLong();
    }

    /** Looks at a run again after a time. */
    private void watch(Run<?> run, long nanos) {
        try {
            run.watchedBy(timer.schedule(() -> check(run), nanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            log.debug("The client's timer is closed, so application code is about to be; no more time limits");
        }
    }

    /** On the timer. */
    private <T> void check(Run<T> run) {
        if (run.isSettled()) {
            return;
        }
        long left = run.nanosLeft(nanoClock.getAsLong(), lastProgress);
        if (left > 0) {
            watch(run, left);
            return;
        }
        settle(run, new Outcome.TimedOut<>(run.timeout(), lateness(run)));
        run.interrupt();
    }

    private String lateness(Run<?> run) {
        String within = " within " + run.timeout().toMillis() + " ms";
        if (run.hasBegun()) {
            return "did not return" + within;
        }
        String longest = running.stream()
                .filter(Run::hasBegun)
                .min(Comparator.comparingLong(other -> other.begunNanos() - run.handedInNanos()))
                .map(other -> "; the longest in it is " + other.what())
                .orElse("");
        return "could not begin" + within + ", because all threads for such code are taken by code that does not return"
                + longest;
    }

    private <T> void giveUp(Run<T> run) {
        settle(run, closedOutcome(run.what()));
    }

    private static <T> Outcome<T> closedOutcome(String what) {
        return new Outcome.Threw<>(new ClientClosedException("The client was closed before " + what + " had answered"));
    }

    private <T> void settle(Run<T> run, Outcome<T> outcome) {
        unanswered.remove(run);
        run.settle(outcome);
    }

    private <T> void deliver(String what, Outcome<T> outcome, Consumer<? super Outcome<T>> then) {
        try {
            delivery.execute(() -> hand(what, outcome, then));
        } catch (RejectedExecutionException e) {
            log.debug("The client is closed; nobody is told what came of {}", what);
        }
    }

    private <T> void hand(String what, Outcome<T> outcome, Consumer<? super Outcome<T>> then) {
        try {
            then.accept(closed && outcome instanceof Outcome.Done ? closedOutcome(what) : outcome);
        } catch (Throwable e) {
            log.error("Taking in what came of {} failed; the client goes on. {}", what, StackText.of(e));
        }
    }
}
