package io.edict.plain.internal.dispatch;

import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.DocumentId;
import io.edict.ListenerOptions;
import io.edict.Snapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener's queue: calls in order, one at a time, merged to the newest version, each with what changed since
 * <em>this</em> listener's last call. A listener to one document and a listener to a whole namespace differ in nothing:
 * the queue keeps what waits and what was seen for each document.
 *
 * <p><b>What waits</b> is the newest version offered of each document, in the order in which documents began to wait. A
 * version that is not newer than the one waiting or seen is ignored, so that the calls for a document are strictly
 * increasing, whatever comes in and from where. A version counts as seen from the moment it is taken, even if the call
 * fails: a listener that throws is not called twice for one version.
 *
 * <p><b>When a call begins.</b> The changed keys are computed first, since that may take a while; then, as the last
 * thing before the listener, the lock is taken to see whether the queue is closed and to note the call as running. So
 * after {@link #close} a call either was noted as running or never comes.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, the listener's included, and return at once, except
 * {@link #awaitEnd}. The lock guards the fields below it; it is never held while the listener, the diff, the reporter
 * or an executor is called.
 */
public final class ListenerQueue {
    private static final Logger log = LoggerFactory.getLogger(ListenerQueue.class);

    private final Dispatch dispatch;
    private final ConfigListener<? super ConfigChange> listener;
    private final String name;
    private final SerialTurns turns;

    private final Object lock = new Object();
    private final Map<DocumentId, Snapshot> waiting = new LinkedHashMap<>();
    private final Map<DocumentId, Snapshot> seen = new HashMap<>();
    private @Nullable Running running;
    private boolean reportedSlow;
    private boolean closed;

    /**
     * Makes an empty queue.
     *
     * @param dispatch what all queues of the client share
     * @param listener whom to call
     * @param options where to call it, and its name; the initial call is up to the client, which offers the version in
     *     force instead of giving it as already seen
     * @param alreadySeen the versions that the listener is not to be told of, at most one for each document
     */
    public ListenerQueue(
            Dispatch dispatch,
            ConfigListener<? super ConfigChange> listener,
            ListenerOptions options,
            Collection<Snapshot> alreadySeen) {
        this.dispatch = dispatch;
        this.listener = listener;
        String given = options.name();
        this.name = given == null ? listener.getClass().getName() : given;
        this.turns = new SerialTurns(dispatch.pool(), options.executor(), this::callOnce, this::refused);
        alreadySeen.forEach(snapshot -> seen.put(snapshot.id(), snapshot));
    }

    /**
     * Offers a version to the listener. Never blocks and never runs user code.
     *
     * @param snapshot the version; ignored unless it is newer than all those offered or seen before
     */
    public void offer(Snapshot snapshot) {
        if (enqueue(snapshot)) {
            turns.wake();
        }
    }

    /** Offers again what the application's executor rejected, and reports a slow call. To be called regularly. */
    public void tend() {
        turns.retry();
        long now = dispatch.nanoClock().getAsLong();
        Running slow = newlySlow(now);
        if (slow != null) {
            dispatch.reporter().slow(slow.id(), name, Duration.ofNanos(now - slow.sinceNanos()));
        }
    }

    /** Lets no further call begin. One that is running is neither interrupted nor waited for. */
    public void close() {
        turns.close();
        synchronized (lock) {
            closed = true;
            waiting.clear();
            seen.clear();
        }
    }

    /**
     * Waits for the running call, if there is one and the caller is not inside it. Meant for after {@link #close}.
     *
     * @param bound how long to wait at most
     * @return whether no call is running, except one that the caller is inside of; false if the caller was interrupted
     */
    public boolean awaitEnd(Duration bound) {
        Running call = running();
        if (call == null || call.thread() == Thread.currentThread()) {
            return true;
        }
        try {
            return call.ended().await(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Nullable
    Running running() {
        synchronized (lock) {
            return running;
        }
    }

    private boolean enqueue(Snapshot snapshot) {
        synchronized (lock) {
            if (closed
                    || !isNewer(snapshot, waiting.get(snapshot.id()))
                    || !isNewer(snapshot, seen.get(snapshot.id()))) {
                return false;
            }
            waiting.put(snapshot.id(), snapshot);
            return true;
        }
    }

    private static boolean isNewer(Snapshot snapshot, @Nullable Snapshot than) {
        return than == null || snapshot.version().isNewerThan(than.version());
    }

    /** The step of a turn: takes the document that has waited longest and calls the listener for it. */
    private boolean callOnce() {
        Step step = take();
        if (step != null) {
            call(step);
        }
        return hasWaiting();
    }

    private @Nullable Step take() {
        synchronized (lock) {
            Iterator<Snapshot> longest = waiting.values().iterator();
            if (!longest.hasNext()) {
                return null;
            }
            Snapshot after = longest.next();
            longest.remove();
            return new Step(seen.put(after.id(), after), after);
        }
    }

    private void call(Step step) {
        try {
            ConfigChange change = new ConfigChange(
                    step.before(), step.after(), dispatch.diff().between(step.before(), step.after()));
            if (enter(change.id())) {
                listener.onChange(change);
            }
        } catch (Throwable e) {
            failed(step.after().id(), e);
        } finally {
            leave();
        }
    }

    private boolean enter(DocumentId id) {
        long now = dispatch.nanoClock().getAsLong();
        synchronized (lock) {
            if (closed) {
                return false;
            }
            running = new Running(id, now, Thread.currentThread(), new CountDownLatch(1));
            reportedSlow = false;
            return true;
        }
    }

    private void leave() {
        synchronized (lock) {
            if (running != null) {
                running.ended().countDown();
                running = null;
            }
        }
    }

    /** Reports what a listener threw; an error whose own methods throw does not get any further than this. */
    private void failed(DocumentId id, Throwable error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        try {
            dispatch.reporter().failed(id, name, error);
        } catch (Throwable e) {
            log.warn(
                    "Listener {} to {} threw {}, and reporting that threw {}",
                    name,
                    id,
                    error.getClass().getName(),
                    e.getClass().getName());
        }
    }

    private void refused(Throwable error) {
        DocumentId first = firstWaiting();
        if (first != null) {
            dispatch.reporter().rejected(first, name, error);
        }
    }

    private @Nullable DocumentId firstWaiting() {
        synchronized (lock) {
            return waiting.isEmpty() ? null : waiting.keySet().iterator().next();
        }
    }

    private boolean hasWaiting() {
        synchronized (lock) {
            return !waiting.isEmpty();
        }
    }

    private @Nullable Running newlySlow(long now) {
        synchronized (lock) {
            if (running == null
                    || reportedSlow
                    || now - running.sinceNanos() < dispatch.slowAfter().toNanos()) {
                return null;
            }
            reportedSlow = true;
            return running;
        }
    }

    /** From which version to which the next call leads. */
    private record Step(@Nullable Snapshot before, Snapshot after) {}

    /** A call that has begun. */
    record Running(DocumentId id, long sinceNanos, Thread thread, CountDownLatch ended) {}
}
