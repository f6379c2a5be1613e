package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.error.ClientClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserCodeCloseTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ManualTimer timer = new ManualTimer();
    private final ManualExecutor delivery = new ManualExecutor();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Outcome<Integer>> outcomes = new ArrayList<>();
    private final UserCode code = new UserCode(timer, delivery, timer::nanoTime);

    @AfterEach
    void releaseThreads() {
        release.countDown();
        assertThat(code.close(LONG)).isTrue();
        timer.shutdownNow();
    }

    @Test
    void closeInterruptsWhatRunsAndDropsWhatWaits() {
        AtomicInteger begun = new AtomicInteger();
        CompletableFuture<Thread> running = hang();
        code.run("gate", LONG, begun::incrementAndGet, outcomes::add);
        Thread thread = running.join();

        assertThat(code.close(LONG)).isTrue();
        delivery.drain();

        assertThat(thread.isAlive()).isFalse();
        assertThat(begun).hasValue(0);
        assertThat(outcomes).hasSize(2).allSatisfy(UserCodeCloseTest::isClosed);
    }

    @Test
    void runAfterCloseEndsAsClosedAndNeverBegins() {
        AtomicInteger begun = new AtomicInteger();
        code.close();

        code.run("gate of shop/orders", LONG, begun::incrementAndGet, outcomes::add);
        delivery.drain();

        assertThat(begun).hasValue(0);
        assertThat(outcomes).singleElement().satisfies(UserCodeCloseTest::isClosed);
        assertThat(((Outcome.Threw<Integer>) outcomes.get(0)).error()).hasMessageContaining("gate of shop/orders");
    }

    @Test
    void successThatWasOnItsWayWhenTheClientClosedIsNone() {
        code.run("gate", LONG, () -> 1, outcomes::add);
        await().until(() -> delivery.waiting() == 1);

        code.close();
        delivery.drain();

        assertThat(outcomes).singleElement().satisfies(UserCodeCloseTest::isClosed);
    }

    @Test
    void closeTwiceTellsEachOutcomeOnce() {
        hang().join();

        code.close();
        code.close();
        delivery.drain();

        assertThat(outcomes).hasSize(1);
    }

    @Test
    void bodyThatIgnoresInterruptsKeepsCloseNoLongerThanItsBound() {
        CompletableFuture<Thread> running = new CompletableFuture<>();
        code.run("gate", LONG, () -> insist(running), outcomes::add);
        Thread thread = running.join();

        assertThat(code.close(Duration.ofMillis(1))).isFalse();
        delivery.drain();

        assertThat(outcomes).singleElement().satisfies(UserCodeCloseTest::isClosed);
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void bodyThatHadTimedOutIsInterruptedAgain() {
        AtomicInteger interrupts = new AtomicInteger();
        CountDownLatch entered = new CountDownLatch(1);
        code.run(
                "gate",
                Duration.ofSeconds(5),
                () -> {
                    entered.countDown();
                    while (interrupts.get() < 2) {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            interrupts.incrementAndGet();
                        }
                    }
                    return 1;
                },
                outcomes::add);
        await().until(() -> entered.getCount() == 0);
        timer.runAfter(Duration.ofSeconds(5));
        await().until(() -> interrupts.get() == 1);

        assertThat(code.close(LONG)).isTrue();
    }

    @Test
    void bodyMayCloseWhatRunsIt() {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        CompletableFuture<Boolean> hit = new CompletableFuture<>();

        code.run(
                "gate",
                LONG,
                () -> {
                    ended.complete(code.close(LONG));
                    hit.complete(Thread.currentThread().isInterrupted());
                    return 1;
                },
                outcomes::add);

        assertThat(ended.join()).isTrue();
        assertThat(hit.join()).isFalse();
    }

    @Test
    void closedTimerOnlyEndsTheTimeLimits() {
        timer.shutdownNow();

        code.run("gate", LONG, () -> 1, outcomes::add);
        await().until(() -> delivery.waiting() == 1);
        delivery.drain();

        assertThat(outcomes).containsExactly(new Outcome.Done<>(1));
    }

    private CompletableFuture<Thread> hang() {
        CompletableFuture<Thread> running = new CompletableFuture<>();
        code.run(
                "gate",
                LONG,
                () -> {
                    running.complete(Thread.currentThread());
                    release.await();
                    return 1;
                },
                outcomes::add);
        return running;
    }

    private int insist(CompletableFuture<Thread> running) {
        running.complete(Thread.currentThread());
        while (true) {
            try {
                release.await();
                return 1;
            } catch (InterruptedException e) {
                // That is what this body is for.
            }
        }
    }

    private static void isClosed(Outcome<Integer> outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Threw.class,
                        threw -> assertThat(threw.error()).isInstanceOf(ClientClosedException.class));
    }
}
