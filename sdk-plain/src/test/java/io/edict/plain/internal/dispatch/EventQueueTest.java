package io.edict.plain.internal.dispatch;

import static io.edict.plain.internal.dispatch.TestSnapshot.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ClientEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final ManualExecutor pool = new ManualExecutor();
    private final AtomicLong clock = new AtomicLong();
    private final List<ClientEvent> heard = new ArrayList<>();

    @Test
    void allEventsComeInOrder() {
        EventQueue queue = queue(heard::add);

        LongStream.range(0, 5).forEach(i -> queue.offer(event(i)));
        pool.drain();

        assertThat(heard).containsExactly(event(0), event(1), event(2), event(3), event(4));
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void eachEventIsATurnOfItsOwn() {
        EventQueue queue = queue(heard::add);
        queue.offer(event(0));
        queue.offer(event(1));

        pool.runNext();

        assertThat(heard).containsExactly(event(0));
        assertThat(pool.waiting()).isEqualTo(1);
    }

    @Test
    void newestAreKeptAndTheFirstDropIsLogged() {
        EventQueue queue = queue(heard::add);

        try (CapturedLog log = CapturedLog.of(EventQueue.class)) {
            LongStream.range(0, EventQueue.MAX_EVENTS + 3).forEach(i -> queue.offer(event(i)));
            assertThat(log.lines()).singleElement().asString().startsWith("WARN");
        }
        pool.drain();

        assertThat(heard).hasSize(EventQueue.MAX_EVENTS).startsWith(event(3));
        assertThat(queue.dropped()).isEqualTo(3);
    }

    @Test
    void versionsThatWaitHoldABoundedAmountOfText() {
        EventQueue queue = queue(heard::add);
        long third = EventQueue.MAX_TEXT / 3;

        LongStream.range(1, 6).forEach(i -> queue.offer(applied(i, third)));
        queue.offer(event(0));
        pool.drain();

        assertThat(heard).hasSize(4);
        assertThat(queue.dropped()).isEqualTo(2);
    }

    @Test
    void oneVersionLargerThanTheBoundIsHeard() {
        EventQueue queue = queue(heard::add);

        queue.offer(event(0));
        queue.offer(applied(1, EventQueue.MAX_TEXT + 1));
        pool.drain();

        assertThat(heard).singleElement().isInstanceOf(ClientEvent.Applied.class);
    }

    @Test
    void textThatWasHeardDoesNotCountAnyMore() {
        EventQueue queue = queue(heard::add);

        LongStream.range(1, 6).forEach(i -> {
            queue.offer(applied(i, EventQueue.MAX_TEXT / 2));
            pool.drain();
        });

        assertThat(heard).hasSize(5);
    }

    @Test
    void listenerThatThrowsHearsTheNextEventAndItsMessageIsNotLogged() {
        EventQueue queue = queue(event -> {
            heard.add(event);
            throw new AssertionError("secret");
        });

        try (CapturedLog log = CapturedLog.of(EventQueue.class)) {
            queue.offer(event(0));
            queue.offer(event(1));
            pool.drain();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("AssertionError")
                    .doesNotContain("secret");
        }

        assertThat(heard).containsExactly(event(0), event(1));
    }

    @Test
    void nothingIsHeardAfterClose() {
        EventQueue queue = queue(heard::add);
        queue.offer(event(0));

        queue.close();
        queue.offer(event(1));
        pool.drain();

        assertThat(heard).isEmpty();
    }

    private EventQueue queue(Consumer<ClientEvent> listener) {
        return new EventQueue(pool, listener, clock::get);
    }

    private static ClientEvent event(long number) {
        return new ClientEvent.ListenerSlow(ORDERS.toString(), "rates", Duration.ofSeconds(number));
    }

    private static ClientEvent applied(long number, long size) {
        return new ClientEvent.Applied(TestSnapshot.sized(ORDERS, number, size), false);
    }
}
