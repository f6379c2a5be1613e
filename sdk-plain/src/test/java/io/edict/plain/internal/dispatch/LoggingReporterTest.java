package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ClientEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingReporterTest {
    private static final String ORDERS = "shop/orders";

    private final AtomicLong clock = new AtomicLong();
    private final List<ClientEvent> events = new ArrayList<>();
    private final LoggingReporter reporter = new LoggingReporter(events::add, clock::get);
    private final CapturedLog log = CapturedLog.of(LoggingReporter.class);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void failureIsAnEventAndALineWithTheStackButNoMessage() {
        reporter.failed(ORDERS, "rates", new IllegalStateException("secret", new ArithmeticException("secret too")));

        assertThat(events)
                .containsExactly(
                        new ClientEvent.ListenerFailed(ORDERS, "rates", IllegalStateException.class.getName()));
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("rates", "shop/orders", "IllegalStateException", "ArithmeticException")
                .contains(LoggingReporterTest.class.getName() + ".failureIsAnEvent")
                .doesNotContain("secret");
    }

    @Test
    void repeatedFailuresAreAllEventsButOneLine() {
        reporter.failed(ORDERS, "rates", new IllegalStateException());
        reporter.failed(ORDERS, "rates", new IllegalStateException());
        reporter.failed(ORDERS, "rates", new IllegalStateException());

        assertThat(events).hasSize(3);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void failureOfAnotherListenerIsLogged() {
        reporter.failed(ORDERS, "rates", new IllegalStateException());
        reporter.failed(ORDERS, "prices", new IllegalStateException());

        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void lineAfterTheMinuteTellsHowManyWereHeldBack() {
        reporter.failed(ORDERS, "rates", new IllegalStateException());
        reporter.failed(ORDERS, "rates", new IllegalStateException());
        clock.addAndGet(LogThrottle.WINDOW.toNanos());

        reporter.failed(ORDERS, "rates", new IllegalStateException());

        assertThat(log.lines()).hasSize(2).last().asString().contains("1 more");
    }

    @Test
    void slowCallIsAnEventAndALine() {
        reporter.slow(ORDERS, "rates", Duration.ofMillis(1234));

        assertThat(events).containsExactly(new ClientEvent.ListenerSlow(ORDERS, "rates", Duration.ofMillis(1234)));
        assertThat(log.lines()).singleElement().asString().contains("rates", "shop/orders", "1234 ms");
    }

    @Test
    void rejectionIsALine() {
        reporter.rejected(ORDERS, "rates", new RejectedExecutionException("secret"));

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("rates", "shop/orders", "RejectedExecutionException")
                .doesNotContain("secret");
    }

    @Test
    void equalsThatThrowsIsALineWithTheStackButNoMessageAndNoEvent() {
        reporter.incomparable("live pool as Pool of shop/orders", new IllegalStateException("secret"));
        reporter.incomparable("live pool as Pool of shop/orders", new IllegalStateException("secret"));

        assertThat(events).isEmpty();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("live pool as Pool of shop/orders", "equals", "IllegalStateException")
                .doesNotContain("secret");
    }
}
