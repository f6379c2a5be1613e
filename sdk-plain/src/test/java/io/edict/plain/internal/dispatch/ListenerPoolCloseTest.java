package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerPoolCloseTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ManualTimer timer = new ManualTimer();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final ListenerPool pool = new ListenerPool("closing-", timer, PoolLimits.defaults(), timer::nanoTime);

    @AfterEach
    void releaseThreads() {
        release.countDown();
        timer.shutdownNow();
    }

    @Test
    void noTaskBeginsAfterClose() {
        AtomicInteger ran = new AtomicInteger();
        block();
        block();
        pool.execute(ran::incrementAndGet);

        pool.close(Duration.ZERO);
        pool.execute(ran::incrementAndGet);
        release.countDown();

        assertThat(pool.close(LONG)).isTrue();
        assertThat(ran).hasValue(0);
    }

    @Test
    void closeWaitsForRunningTasksAndTheirThreads() {
        Thread running = block();
        Thread closer = new Thread(() -> assertThat(pool.close(LONG)).isTrue());
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);

        release.countDown();

        await().until(() -> !closer.isAlive());
        assertThat(running.isAlive()).isFalse();
        assertThat(interrupted).isFalse();
    }

    @Test
    void closeInterruptsWhatOutlivesItsBound() {
        Thread running = block();

        assertThat(pool.close(Duration.ofMillis(1))).isFalse();

        await().until(() -> !running.isAlive());
        assertThat(interrupted).isTrue();
        assertThat(pool.size()).isZero();
    }

    @Test
    void closeOfAnInterruptedThreadReturnsAtOnceAndInterruptsTheRest() {
        block();

        Thread.currentThread().interrupt();
        assertThat(pool.close(LONG)).isFalse();

        assertThat(Thread.interrupted()).isTrue();
        await().untilTrue(interrupted);
    }

    @Test
    void idleThreadsEndAtOnce() {
        CompletableFuture<Thread> first = new CompletableFuture<>();
        pool.execute(() -> first.complete(Thread.currentThread()));
        Thread thread = first.join();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        pool.close();

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void noThreadIsAliveWhenCloseReturnsTrue() {
        for (int i = 0; i < 300; i++) {
            ListenerPool cycle = new ListenerPool("cycle-", timer, PoolLimits.defaults(), timer::nanoTime);
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            cycle.execute(() -> thread.complete(Thread.currentThread()));
            Thread used = thread.join();

            assertThat(cycle.close(LONG)).isTrue();

            assertThat(used.isAlive()).isFalse();
        }
    }

    @Test
    void taskMayCloseItsPool() {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();

        pool.execute(() -> ended.complete(pool.close(LONG)));

        assertThat(ended.join()).isTrue();
        assertThat(pool.close(LONG)).isTrue();
        assertThat(pool.size()).isZero();
    }

    @Test
    void taskThatClosesItsPoolIsNotInterruptedButWaitsForOthers() {
        Thread other = block();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        CompletableFuture<Boolean> hit = new CompletableFuture<>();

        pool.execute(() -> {
            ended.complete(pool.close(Duration.ofMillis(1)));
            hit.complete(Thread.currentThread().isInterrupted());
        });

        assertThat(ended.join()).isFalse();
        assertThat(hit.join()).isFalse();
        await().until(() -> !other.isAlive());
    }

    @Test
    void twoTasksThatCloseTheirPoolDoNotWaitForEachOther() {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger ended = new AtomicInteger();
        Runnable close = () -> {
            try {
                both.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            if (pool.close(LONG)) {
                ended.incrementAndGet();
            }
        };

        pool.execute(close);
        pool.execute(close);

        await().until(() -> ended.get() == 2 && pool.size() == 0);
    }

    /** Blocks one thread more and waits until it is. */
    private Thread block() {
        CompletableFuture<Thread> blocked = new CompletableFuture<>();
        pool.execute(() -> {
            blocked.complete(Thread.currentThread());
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        return blocked.join();
    }
}
