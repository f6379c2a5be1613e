package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerPoolTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration STUCK = Duration.ofMillis(100);
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    private final ManualTimer timer = new ManualTimer();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();
    private final ListenerPool pool = pool(6, LONG);

    @AfterEach
    void closePool() {
        release.countDown();
        assertThat(pool.close(LONG)).isTrue();
        timer.shutdownNow();
    }

    @Test
    void poolWithoutTasksHasNoThreads() {
        assertThat(pool.size()).isZero();
    }

    @Test
    void quickTasksRunOnTwoNamedDaemons() throws InterruptedException {
        Set<String> names = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(2000);

        for (int i = 0; i < 2000; i++) {
            pool.execute(() -> {
                names.add(Thread.currentThread().getName()
                        + (Thread.currentThread().isDaemon() ? " daemon" : ""));
                done.countDown();
            });
            assertThat(pool.size()).isLessThanOrEqualTo(2);
        }
        done.await();

        assertThat(names).isSubsetOf("edict-listener-1 daemon", "edict-listener-2 daemon");
    }

    @Test
    void threadsInheritNothingFromTheSubmitter() {
        CompletableFuture<String> found = new CompletableFuture<>();
        CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        INHERITED.set("leaked");
        Thread.currentThread().setContextClassLoader(null);
        try {
            pool.execute(() -> {
                found.complete(String.valueOf(INHERITED.get()));
                loader.complete(Thread.currentThread().getContextClassLoader());
            });
        } finally {
            INHERITED.remove();
            Thread.currentThread().setContextClassLoader(before);
        }

        assertThat(found.join()).isEqualTo("null");
        assertThat(loader.join()).isSameAs(before);
    }

    @Test
    void taskBehindBlockedOnesRunsOnceTheyCountAsStuck() {
        block(2);
        AtomicBoolean ran = new AtomicBoolean();
        pool.execute(() -> ran.set(true));

        timer.runAfter(STUCK.minusNanos(1));
        assertThat(pool.size()).isEqualTo(2);
        timer.runAfter(Duration.ofNanos(1));

        await().untilTrue(ran);
    }

    @Test
    void oneBlockedTaskCostsOneThreadMoreWhileOthersWait() {
        block(1);
        timer.advance(STUCK);
        block(1);
        AtomicBoolean ran = new AtomicBoolean();
        pool.execute(() -> ran.set(true));

        timer.runAfter(Duration.ZERO);

        await().untilTrue(ran);
    }

    @Test
    void checksAreScheduledOnlyWhileTasksWait() {
        block(2);
        assertThat(timer.scheduledChecks()).isZero();

        AtomicInteger ran = new AtomicInteger();
        pool.execute(ran::incrementAndGet);
        pool.execute(ran::incrementAndGet);
        assertThat(timer.scheduledChecks()).isEqualTo(1);

        timer.runAfter(STUCK);
        await().until(() -> ran.get() == 2);
        timer.runAfter(STUCK);
        assertThat(timer.scheduledChecks()).isZero();
    }

    @Test
    void manyBlockedTasksAreOvercomeInAFewChecks() {
        block(2);
        for (int i = 0; i < 4; i++) {
            pool.execute(this::waitForRelease);
        }

        timer.runAfter(STUCK);
        await().until(() -> blocked.get() == 4);
        timer.runAfter(STUCK);
        await().until(() -> blocked.get() == 6);
    }

    @Test
    void threadsEndAtTheMostAndThatIsLogged() {
        block(2);
        for (int i = 0; i < 10; i++) {
            pool.execute(this::waitForRelease);
        }

        try (CapturedLog log = CapturedLog.of(ListenerPool.class)) {
            timer.runAfter(STUCK);
            await().until(() -> blocked.get() == 4);
            timer.runAfter(STUCK);
            await().until(() -> blocked.get() == 6);
            assertThat(log.lines()).isEmpty();
            timer.runAfter(STUCK);
            timer.runAfter(STUCK);
            assertThat(log.lines()).singleElement().asString().contains("All 6 threads edict-listener-");
        }

        assertThat(pool.size()).isEqualTo(6);
        release.countDown();
        await().until(() -> blocked.get() == 12);
    }

    @Test
    void surplusThreadsEndWhenTheBlockedOnesReturn() {
        block(2);
        for (int i = 0; i < 4; i++) {
            pool.execute(this::waitForRelease);
        }
        timer.runAfter(STUCK);
        await().until(() -> blocked.get() == 4);

        release.countDown();

        await().until(() -> blocked.get() == 6 && pool.size() == 2);
    }

    @Test
    void idleThreadsEnd() {
        ListenerPool shortLived = pool(6, Duration.ofMillis(1));
        CountDownLatch ran = new CountDownLatch(1);

        shortLived.execute(ran::countDown);

        await().until(() -> ran.getCount() == 0 && shortLived.size() == 0);
        CountDownLatch again = new CountDownLatch(1);
        shortLived.execute(again::countDown);
        await().until(() -> again.getCount() == 0);
        assertThat(shortLived.close(LONG)).isTrue();
    }

    @Test
    void taskThatThrowsDoesNotEndItsThread() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        block(1);
        try (CapturedLog log = CapturedLog.of(ListenerPool.class)) {
            pool.execute(() -> {
                thread.complete(Thread.currentThread());
                throw new StackOverflowError("secret");
            });
            CompletableFuture<Thread> next = new CompletableFuture<>();
            pool.execute(() -> next.complete(Thread.currentThread()));

            assertThat(next.join()).isSameAs(thread.join());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("StackOverflow")
                    .doesNotContain("secret");
        }
    }

    @Test
    void interruptLeftBehindDoesNotReachTheNextTask() {
        block(1);
        pool.execute(() -> Thread.currentThread().interrupt());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        pool.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));

        assertThat(interrupted.join()).isFalse();
    }

    @Test
    void interruptOfAnIdleThreadIsIgnored() {
        CompletableFuture<Thread> first = new CompletableFuture<>();
        pool.execute(() -> first.complete(Thread.currentThread()));
        Thread thread = first.join();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        thread.interrupt();
        CompletableFuture<Thread> next = new CompletableFuture<>();
        pool.execute(() -> next.complete(Thread.currentThread()));

        assertThat(next.join()).isSameAs(thread);
    }

    @Test
    void closedTimerOnlyEndsTheHelpForBlockedTasks() {
        ScheduledExecutorService closed = new ScheduledThreadPoolExecutor(1);
        closed.shutdownNow();
        ListenerPool untimed = new ListenerPool("untimed-", closed, PoolLimits.defaults(), System::nanoTime);
        AtomicInteger ran = new AtomicInteger();

        for (int i = 0; i < 100; i++) {
            untimed.execute(ran::incrementAndGet);
        }

        await().until(() -> ran.get() == 100);
        assertThat(untimed.close(LONG)).isTrue();
    }

    private ListenerPool pool(int max, Duration idleAfter) {
        return new ListenerPool(
                ListenerPool.THREAD_NAME_PREFIX, timer, new PoolLimits(2, max, STUCK, idleAfter), timer::nanoTime);
    }

    /** Blocks some threads more, and waits until they are. */
    private void block(int threads) {
        int before = blocked.get();
        for (int i = 0; i < threads; i++) {
            pool.execute(this::waitForRelease);
        }
        await().until(() -> blocked.get() == before + threads);
    }

    private void waitForRelease() {
        blocked.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
