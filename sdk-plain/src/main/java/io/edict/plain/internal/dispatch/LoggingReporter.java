package io.edict.plain.internal.dispatch;

import io.edict.ClientEvent;
import io.edict.DocumentId;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what happens to listeners, and makes client events of it. Every failure and slow call becomes an event; the log
 * gets one line a minute for each listener and document. The stack of an error is logged without its messages, which
 * may hold values.
 */
public final class LoggingReporter implements Reporter {
    private static final Logger log = LoggerFactory.getLogger(LoggingReporter.class);

    private final Consumer<? super ClientEvent> events;
    private final LogThrottle throttle;

    /**
     * Makes a reporter.
     *
     * @param events takes the events; must return at once
     * @param nanoClock the time, for the log
     */
    public LoggingReporter(Consumer<? super ClientEvent> events, LongSupplier nanoClock) {
        this.events = events;
        this.throttle = new LogThrottle(nanoClock);
    }

    @Override
    public void failed(DocumentId id, String listener, Throwable error) {
        events.accept(new ClientEvent.ListenerFailed(
                id.toString(), listener, error.getClass().getName()));
        long held = throttle.admit("failed " + id + " " + listener);
        if (held != LogThrottle.HELD_BACK) {
            log.warn(
                    "Listener {} to {} threw; it stays subscribed{}. {}",
                    listener,
                    id,
                    LogThrottle.since(held),
                    StackText.of(error));
        }
    }

    @Override
    public void slow(DocumentId id, String listener, Duration running) {
        events.accept(new ClientEvent.ListenerSlow(id.toString(), listener, running));
        long held = throttle.admit("slow " + id + " " + listener);
        if (held != LogThrottle.HELD_BACK) {
            log.warn(
                    "Listener {} to {} has been running for {} ms; it hears of nothing newer until it returns{}",
                    listener,
                    id,
                    running.toMillis(),
                    LogThrottle.since(held));
        }
    }

    @Override
    public void rejected(DocumentId id, String listener, Throwable error) {
        long held = throttle.admit("rejected " + id + " " + listener);
        if (held != LogThrottle.HELD_BACK) {
            log.warn(
                    "The executor of listener {} to {} did not take a call ({}); it is offered again{}",
                    listener,
                    id,
                    error.getClass().getName(),
                    LogThrottle.since(held));
        }
    }
}
