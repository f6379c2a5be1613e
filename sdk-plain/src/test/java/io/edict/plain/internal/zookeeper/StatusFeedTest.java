package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ClusterStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatusFeedTest {
    private static final int THREADS = 4;
    private static final int EACH = 20_000;

    private final List<ClusterStatus> heard = new ArrayList<>();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final StatusFeed feed = new StatusFeed(new Listener());
    private final Object owner = new Object();
    private long last;

    @Test
    void statesAreToldOneAtATimeInTheirOrderWhoeverBringsThem() throws InterruptedException {
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> bring(begin), "brings-" + i);
            thread.start();
            threads.add(thread);
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(heard)
                .hasSize(THREADS * EACH)
                .isSortedAccordingTo((one, other) -> one.since().compareTo(other.since()));
    }

    /** Whoever brings a state may rely on it that it was told, by whatever thread, when the call returns. */
    @Test
    void stateWasToldWhenTheCallReturns() {
        synchronized (owner) {
            feed.add(status(1), null);
            feed.add(status(2), null);
        }
        feed.pass();

        assertThat(heard).hasSize(2);
    }

    private void bring(CountDownLatch begin) {
        try {
            begin.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (int i = 0; i < EACH; i++) {
            synchronized (owner) {
                feed.add(status(++last), null);
            }
            feed.pass();
        }
    }

    private static ClusterStatus status(long number) {
        return new ClusterStatus(
                "main", "zk1:2181", ClusterStatus.Connection.CONNECTED, Instant.ofEpochSecond(number), null);
    }

    private final class Listener implements Connection.Listener {
        @Override
        public void changed(ClusterStatus status) {
            assertThat(telling.compareAndSet(false, true)).isTrue();
            heard.add(status);
            telling.set(false);
        }

        @Override
        public void connected(Handle handle) {
            throw new AssertionError(handle);
        }
    }
}
