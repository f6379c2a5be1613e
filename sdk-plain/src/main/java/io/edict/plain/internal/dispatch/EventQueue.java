package io.edict.plain.internal.dispatch;

import io.edict.ClientEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event listener's queue: all events in order, one call at a time, on the pool.
 *
 * <p>Events are not merged, so what waits is bounded: the newest {@value #MAX_EVENTS} are kept. Because an event may
 * hold a whole version, their texts together have at most {@value #MAX_TEXT} bytes too, unless one alone is larger.
 * What does not fit is dropped, oldest first, and counted; the first drop is logged.
 *
 * <p>What the listener throws is logged, but makes no event: it might throw at that one as well, without end.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, the listener's included, and return at once. The lock
 * guards the fields below it and is never held while the listener or the pool is called.
 */
public final class EventQueue {
    /** The most events that wait. */
    static final int MAX_EVENTS = 1000;

    /** The most bytes of text that the waiting events hold together. */
    static final long MAX_TEXT = 16L * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(EventQueue.class);

    private final Consumer<? super ClientEvent> listener;
    private final String name;
    private final LogThrottle throttle;
    private final SerialTurns turns;

    private final Object lock = new Object();
    private final Queue<ClientEvent> waiting = new ArrayDeque<>();
    private long waitingText;
    private long dropped;
    private boolean closed;

    /**
     * Makes an empty queue.
     *
     * @param pool where calls run
     * @param listener whom to call
     * @param nanoClock the time, for the log
     */
    public EventQueue(Executor pool, Consumer<? super ClientEvent> listener, LongSupplier nanoClock) {
        this.listener = listener;
        this.name = CodeName.of(listener);
        this.throttle = new LogThrottle(nanoClock);
        this.turns = new SerialTurns(pool, null, this::callOnce, e -> {});
    }

    /** Adds an event. Never blocks and never runs user code. */
    public void offer(ClientEvent event) {
        if (enqueue(event)) {
            log.warn(
                    "Event listener {} is so far behind that events are dropped, oldest first; it must return sooner",
                    name);
        }
        turns.wake();
    }

    /** How many events were dropped so far. */
    public long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    /** Lets no further call begin. One that is running is neither interrupted nor waited for. */
    public void close() {
        turns.close();
        synchronized (lock) {
            closed = true;
            waiting.clear();
            waitingText = 0;
        }
    }

    /** Adds an event; tells whether the first one was dropped for it. */
    private boolean enqueue(ClientEvent event) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            waiting.add(event);
            waitingText += text(event);
            boolean none = dropped == 0;
            while (waiting.size() > MAX_EVENTS || (waitingText > MAX_TEXT && waiting.size() > 1)) {
                remove();
                dropped++;
            }
            return none && dropped > 0;
        }
    }

    private static long text(ClientEvent event) {
        return event instanceof ClientEvent.Applied applied
                ? applied.snapshot().info().size()
                : 0;
    }

    /** Removes the oldest event, if there is one; the caller holds the lock. */
    private @Nullable ClientEvent remove() {
        ClientEvent oldest = waiting.poll();
        if (oldest != null) {
            waitingText -= text(oldest);
        }
        return oldest;
    }

    private boolean callOnce() {
        ClientEvent event;
        synchronized (lock) {
            event = remove();
        }
        if (event != null) {
            call(event);
        }
        synchronized (lock) {
            return !waiting.isEmpty();
        }
    }

    private void call(ClientEvent event) {
        try {
            listener.accept(event);
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable error) {
        long held = throttle.admit(name);
        if (held != LogThrottle.HELD_BACK) {
            log.warn("Event listener {} threw{}. {}", name, LogThrottle.since(held), StackText.of(error));
        }
    }
}
