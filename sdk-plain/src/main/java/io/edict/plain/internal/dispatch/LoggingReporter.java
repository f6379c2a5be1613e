package io.edict.plain.internal.dispatch;

import io.edict.ClientEvent;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what happens to listeners, and makes client events of it. Every failure and slow call becomes an event; the log
 * gets one line a minute for each listener and what it listens to. The stack of an error is logged without its messages, which
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
    public void failed(String subject, String listener, Throwable error) {
        events.accept(new ClientEvent.ListenerFailed(
                subject, listener, error.getClass().getName()));
        long held = throttle.admit("failed " + subject + " " + listener);
        if (held != LogThrottle.HELD_BACK) {
            log.warn(
                    "Listener {} to {} threw; it stays subscribed{}. {}",
                    listener,
                    subject,
                    LogThrottle.since(held),
                    StackText.of(error));
        }
    }

    @Override
    public void slow(String subject, String listener, Duration running) {
        events.accept(new ClientEvent.ListenerSlow(subject, listener, running));
        long held = throttle.admit("slow " + subject + " " + listener);
        if (held != LogThrottle.HELD_BACK) {
            log.warn(
                    "Listener {} to {} has been running for {} ms; it hears of nothing newer until it returns{}",
                    listener,
                    subject,
                    running.toMillis(),
                    LogThrottle.since(held));
        }
    }

    @Override
    public void rejected(String subject, String listener, Throwable error) {
        long held = throttle.admit("rejected " + subject + " " + listener);
        if (held != LogThrottle.HELD_BACK) {
            log.warn(
                    "The executor of listener {} to {} did not take a call ({}); it is offered again{}",
                    listener,
                    subject,
                    error.getClass().getName(),
                    LogThrottle.since(held));
        }
    }

    @Override
    public void incomparable(String subject, Throwable error) {
        long held = throttle.admit("incomparable " + subject);
        if (held != LogThrottle.HELD_BACK) {
            log.warn(
                    "Comparing two values of {} threw, so it counts as changed; mend its equals method{}. {}",
                    subject,
                    LogThrottle.since(held),
                    StackText.of(error));
        }
    }
}
