package io.edict.plain.internal.dispatch;

import io.edict.ConfigListener;
import io.edict.ListenerOptions;
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
 * <em>this</em> listener's last call. Listeners to a document, a namespace, a layered view and a live value differ only
 * in their {@link Changes}: what is merged with what, what is newer, and what there is to tell. The queue keeps what
 * waits and what was seen for each key of these: for each document of a namespace, once for a view or a value. Below,
 * an item is a version of a document or a state of a view or value.
 *
 * <p><b>What waits</b> is the newest item offered for each key, in the order in which keys began to wait. An item that
 * is not newer than the one waiting or seen is ignored, so that the calls for a key are strictly increasing, whatever
 * comes in and from where. An item counts as seen from the moment it is taken, even if the call fails or there is
 * nothing to tell: a listener that throws is not called twice for one version.
 *
 * <p><b>When a call begins.</b> The change is computed first, since that may take a while. If there is one then, as the
 * last thing before the listener, the lock is taken to see whether the queue is closed and to note the call as running.
 * So after {@link #close} a call either was noted as running or never comes.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, the listener's included, and return at once, except
 * {@link #awaitEnd}. The lock guards the fields below it; it is never held while the listener, the diff, the reporter
 * or an executor is called.
 *
 * @param <S> what is offered
 * @param <C> what the listener is told
 */
public final class ListenerQueue<S, C> {
    private static final Logger log = LoggerFactory.getLogger(ListenerQueue.class);

    private final Dispatch dispatch;
    private final ConfigListener<? super C> listener;
    private final Changes<S, C> changes;
    private final String name;
    private final SerialTurns turns;

    private final Object lock = new Object();
    private final Map<Object, S> waiting = new LinkedHashMap<>();
    private final Map<Object, S> seen = new HashMap<>();
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
     * @param changes what is merged with what, what is newer, and what there is to tell
     * @param alreadySeen what the listener is not to be told of, at most one item for each key
     */
    public ListenerQueue(
            Dispatch dispatch,
            ConfigListener<? super C> listener,
            ListenerOptions options,
            Changes<S, C> changes,
            Collection<? extends S> alreadySeen) {
        this.dispatch = dispatch;
        this.listener = listener;
        this.changes = changes;
        String given = options.name();
        this.name = given == null ? CodeName.of(listener) : given;
        this.turns = new SerialTurns(dispatch.pool(), options.executor(), this::callOnce, this::refused);
        alreadySeen.forEach(item -> seen.put(changes.key(item), item));
    }

    /**
     * Offers an item to the listener. Never blocks and never runs user code.
     *
     * @param item ignored unless it is newer than all those with its key that were offered or seen before
     */
    public void offer(S item) {
        if (enqueue(item)) {
            turns.wake();
        }
    }

    /** Offers again what the application's executor rejected, and reports a slow call. To be called regularly. */
    public void tend() {
        turns.retry();
        long now = dispatch.nanoClock().getAsLong();
        Running slow = newlySlow(now);
        if (slow != null) {
            dispatch.reporter().slow(slow.subject(), name, Duration.ofNanos(now - slow.sinceNanos()));
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

    private boolean enqueue(S item) {
        Object key = changes.key(item);
        synchronized (lock) {
            if (closed || !isNewer(item, waiting.get(key)) || !isNewer(item, seen.get(key))) {
                return false;
            }
            waiting.put(key, item);
            return true;
        }
    }

    private boolean isNewer(S item, @Nullable S than) {
        return than == null || changes.isNewer(item, than);
    }

    /** The step of a turn: takes what has waited longest and calls the listener for it. */
    private boolean callOnce() {
        Step<S> step = take();
        if (step != null) {
            call(step);
        }
        return hasWaiting();
    }

    private @Nullable Step<S> take() {
        synchronized (lock) {
            Iterator<S> longest = waiting.values().iterator();
            if (!longest.hasNext()) {
                return null;
            }
            S after = longest.next();
            longest.remove();
            return new Step<>(seen.put(changes.key(after), after), after);
        }
    }

    private void call(Step<S> step) {
        String subject = changes.subject(step.after());
        try {
            C change = changes.between(step.before(), step.after());
            if (change != null && enter(subject)) {
                listener.onChange(change);
            }
        } catch (Throwable e) {
            failed(subject, e);
        } finally {
            leave();
        }
    }

    private boolean enter(String subject) {
        long now = dispatch.nanoClock().getAsLong();
        synchronized (lock) {
            if (closed) {
                return false;
            }
            running = new Running(subject, now, Thread.currentThread(), new CountDownLatch(1));
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
    private void failed(String subject, Throwable error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        try {
            dispatch.reporter().failed(subject, name, error);
        } catch (Throwable e) {
            log.warn(
                    "Listener {} to {} threw {}, and reporting that threw {}",
                    name,
                    subject,
                    error.getClass().getName(),
                    e.getClass().getName());
        }
    }

    private void refused(Throwable error) {
        String first = firstWaiting();
        if (first != null) {
            dispatch.reporter().rejected(first, name, error);
        }
    }

    private @Nullable String firstWaiting() {
        synchronized (lock) {
            return waiting.isEmpty()
                    ? null
                    : changes.subject(waiting.values().iterator().next());
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

    /** From which item to which the next call leads. */
    private record Step<S>(@Nullable S before, S after) {}

    /** A call that has begun. */
    record Running(String subject, long sinceNanos, Thread thread, CountDownLatch ended) {}
}
