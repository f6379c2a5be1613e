package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserCodeTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration STUCK = UserCode.LIMITS.stuckAfter();
    private static final Duration MOMENT = Duration.ofNanos(1);

    private final ManualTimer timer = new ManualTimer();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger entered = new AtomicInteger();
    private final UserCode code = new UserCode(timer, Runnable::run, timer::nanoTime);

    @AfterEach
    void close() {
        release.countDown();
        assertThat(code.close(LONG)).isTrue();
        timer.shutdownNow();
    }

    @Test
    void bodyThatReturnsIsDoneOnADaemonOfItsOwn() {
        CompletableFuture<Outcome<String>> outcome = run(() ->
                Thread.currentThread().getName() + " " + Thread.currentThread().isDaemon());

        assertThat(outcome.join()).isEqualTo(new Outcome.Done<>("edict-gate-1 true"));
    }

    @Test
    void whateverTheBodyThrowsIsTheOutcome() {
        List<Throwable> thrown = List.of(
                new IOException("secret"), new InterruptedException(), new OutOfMemoryError("not really"), new Error());

        for (Throwable error : thrown) {
            assertThat(run(() -> raise(error)).join()).isEqualTo(new Outcome.Threw<>(error));
        }
    }

    @Test
    void bodyThatUsesUpItsStackThrewAndTheNextRuns() {
        assertThat(run(() -> descend(0)).join())
                .isInstanceOfSatisfying(
                        Outcome.Threw.class, threw -> assertThat(threw.error()).isInstanceOf(StackOverflowError.class));

        assertThat(run(() -> 2).join()).isEqualTo(new Outcome.Done<>(2));
    }

    @Test
    void outcomesHoldNeitherValueNorMessageInTheirText() {
        assertThat(List.of(new Outcome.Done<>("secret"), new Outcome.Threw<>(new IOException("secret")))
                        .toString())
                .isEqualTo("[Done, Threw[java.io.IOException]]");
    }

    @Test
    void outcomeIsDeliveredOnTheGivenExecutor() {
        ManualExecutor delivery = new ManualExecutor();
        UserCode delivering = new UserCode(timer, delivery, timer::nanoTime);
        CompletableFuture<Thread> deliveredOn = new CompletableFuture<>();

        delivering.run("gate", LIMIT, () -> 1, outcome -> deliveredOn.complete(Thread.currentThread()));
        await().until(() -> delivery.waiting() == 1);
        assertThat(deliveredOn).isNotDone();
        delivery.drain();

        assertThat(deliveredOn.join()).isSameAs(Thread.currentThread());
        assertThat(delivering.close(LONG)).isTrue();
    }

    @Test
    void hangingBodyTimesOutWhenItsTimeHasPassedAndIsInterrupted() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Outcome<Integer>> outcome = run(() -> {
            entered.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
            return 1;
        });
        await().until(() -> entered.get() == 1);

        timer.runAfter(LIMIT.minus(MOMENT));
        assertThat(outcome).isNotDone();
        assertThat(interrupted).isNotDone();
        timer.runAfter(MOMENT);

        assertThat(outcome).isCompletedWithValue(new Outcome.TimedOut<>(LIMIT, "did not return within 5000 ms"));
        assertThat(interrupted.join()).isTrue();
    }

    @Test
    void answerAfterTheTimeIsDropped() {
        AtomicInteger told = new AtomicInteger();
        code.run("gate", LIMIT, this::ignoreInterrupts, outcome -> told.incrementAndGet());
        await().until(() -> entered.get() == 1);
        timer.runAfter(LIMIT);

        release.countDown();

        assertThat(run(() -> 2).join()).isEqualTo(new Outcome.Done<>(2));
        assertThat(code.close(LONG)).isTrue();
        assertThat(told).hasValue(1);
    }

    @Test
    void bodyThatIgnoresInterruptsKeepsNoOtherWaiting() {
        CompletableFuture<Outcome<Integer>> hanging = run(this::ignoreInterrupts);
        await().until(() -> entered.get() == 1);
        timer.runAfter(LIMIT);
        assertThat(hanging.join()).isInstanceOf(Outcome.TimedOut.class);

        CompletableFuture<Outcome<Integer>> next = run(() -> 2);
        timer.runAfter(Duration.ZERO);

        assertThat(next.join()).isEqualTo(new Outcome.Done<>(2));
    }

    @Test
    void bodyThatIsQuickIsNeverInterruptedByItsOwnTimer() {
        CompletableFuture<Outcome<Integer>> first = run(() -> 1);
        assertThat(first.join()).isEqualTo(new Outcome.Done<>(1));

        timer.runAfter(LIMIT);

        assertThat(run(() -> Thread.currentThread().isInterrupted()).join()).isEqualTo(new Outcome.Done<>(false));
    }

    @Test
    void waitingInALineThatMovesCostsABodyNoTime() {
        UserCode narrow = narrow(1);
        CompletableFuture<Outcome<Integer>> first = run(narrow, this::untilReleased);
        CountDownLatch hold = new CountDownLatch(1);
        CompletableFuture<Outcome<Integer>> second = run(narrow, () -> {
            entered.incrementAndGet();
            hold.await();
            return 2;
        });
        CompletableFuture<Outcome<Integer>> third = run(narrow, () -> 3);
        await().until(() -> entered.get() == 1);
        timer.advance(LIMIT.minus(MOMENT));
        release.countDown();
        first.join();
        await().until(() -> entered.get() == 2);

        timer.runAfter(MOMENT);
        hold.countDown();

        assertThat(second.join()).isEqualTo(new Outcome.Done<>(2));
        assertThat(third.join()).isEqualTo(new Outcome.Done<>(3));
        assertThat(narrow.close(LONG)).isTrue();
    }

    @Test
    void interruptThatABodyLeavesBehindDoesNotReachWhoHearsOfIt() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        code.run(
                "gate",
                LIMIT,
                () -> {
                    Thread.currentThread().interrupt();
                    return 1;
                },
                outcome -> interrupted.complete(Thread.currentThread().isInterrupted()));

        assertThat(interrupted.join()).isFalse();
    }

    @Test
    void bodyWhoseLineMovedGetsItsWholeTimeAfterThat() {
        UserCode narrow = narrow(1);
        CompletableFuture<Outcome<Integer>> first = run(narrow, this::untilReleased);
        await().until(() -> entered.get() == 1);
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Outcome<Integer>> second = run(narrow, () -> {
            entered.incrementAndGet();
            never.await();
            return 2;
        });
        timer.advance(LIMIT.minus(MOMENT));
        release.countDown();
        first.join();
        await().until(() -> entered.get() == 2);

        timer.runAfter(LIMIT.minus(MOMENT));
        assertThat(second).isNotDone();
        timer.runAfter(MOMENT);

        assertThat(second.join()).isInstanceOf(Outcome.TimedOut.class);
        assertThat(narrow.close(LONG)).isTrue();
    }

    @Test
    void bodyThatFindsAllThreadsTakenTimesOutSayingSo() {
        UserCode narrow = narrow(1);
        narrow.run("gate of shop/orders", LIMIT, this::ignoreInterrupts, outcome -> {});
        await().until(() -> entered.get() == 1);
        timer.runAfter(LIMIT);
        AtomicInteger begun = new AtomicInteger();
        CompletableFuture<Outcome<Integer>> outcome = run(narrow, begun::incrementAndGet);

        timer.runAfter(LIMIT);

        assertThat(outcome.join())
                .isEqualTo(new Outcome.TimedOut<>(
                        LIMIT,
                        "could not begin within 5000 ms, because all threads for such code are taken by code that does"
                                + " not return; the longest in it is gate of shop/orders"));
        release.countDown();
        assertThat(run(narrow, () -> 3).join()).isEqualTo(new Outcome.Done<>(3));
        assertThat(begun).hasValue(0);
        assertThat(narrow.close(LONG)).isTrue();
    }

    @Test
    void hundredHangingBodiesAllTimeOutAndLaterOnesRunOnceTheyReturn() {
        List<CompletableFuture<Outcome<Integer>>> hanging = IntStream.range(0, 100)
                .mapToObj(i -> run(this::ignoreInterrupts))
                .toList();
        await().until(() -> {
            timer.runAfter(STUCK);
            return entered.get() == UserCode.LIMITS.max();
        });

        timer.runAfter(LIMIT);

        assertThat(hanging).allSatisfy(outcome -> assertThat(outcome.join()).isInstanceOf(Outcome.TimedOut.class));
        assertThat(hanging.stream().filter(outcome -> outcome.join().toString().contains("could not begin")))
                .hasSize(100 - UserCode.LIMITS.max());
        assertThat(code.threads()).isEqualTo(UserCode.LIMITS.max());
        release.countDown();
        assertThat(run(() -> 2).join()).isEqualTo(new Outcome.Done<>(2));
        await().until(() -> code.threads() <= 1);
        assertThat(entered).hasValue(UserCode.LIMITS.max());
    }

    @Test
    void threadsEndSoonAfterTheLastRun() {
        assertThat(UserCode.LIMITS.idleAfter()).isLessThan(Duration.ofSeconds(10));
        UserCode shortLived =
                new UserCode(timer, Runnable::run, timer::nanoTime, new PoolLimits(1, 2, STUCK, Duration.ofMillis(1)));

        run(shortLived, () -> 1).join();

        await().until(() -> shortLived.threads() == 0);
        assertThat(shortLived.close(LONG)).isTrue();
    }

    @Test
    void receiverThatThrowsIsLoggedWithoutMessageAndTheNextRuns() {
        try (CapturedLog log = CapturedLog.of(UserCode.class)) {
            CountDownLatch told = new CountDownLatch(1);
            code.run("gate", LIMIT, () -> 1, outcome -> {
                told.countDown();
                throw new AssertionError("secret");
            });

            assertThat(run(() -> 2).join()).isEqualTo(new Outcome.Done<>(2));
            assertThat(told.getCount()).isZero();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("gate", "AssertionError")
                    .doesNotContain("secret");
        }
    }

    @Test
    void deliveryThatIsRefusedDisturbsNobody() {
        UserCode refused = new UserCode(
                timer,
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                timer::nanoTime);
        CompletableFuture<Outcome<Integer>> never = run(refused, () -> 1);
        CountDownLatch ran = new CountDownLatch(1);

        refused.run(
                "gate",
                LIMIT,
                () -> {
                    ran.countDown();
                    return 2;
                },
                outcome -> {});

        await().until(() -> ran.getCount() == 0);
        assertThat(never).isNotDone();
        assertThat(refused.close(LONG)).isTrue();
    }

    private UserCode narrow(int max) {
        return new UserCode(timer, Runnable::run, timer::nanoTime, new PoolLimits(1, max, STUCK, LONG));
    }

    private <T> CompletableFuture<Outcome<T>> run(Callable<T> body) {
        return run(code, body);
    }

    private static <T> CompletableFuture<Outcome<T>> run(UserCode code, Callable<T> body) {
        CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
        code.run("gate", LIMIT, body, outcome::complete);
        return outcome;
    }

    private int untilReleased() throws InterruptedException {
        entered.incrementAndGet();
        release.await();
        return 1;
    }

    private int ignoreInterrupts() {
        entered.incrementAndGet();
        while (true) {
            try {
                release.await();
                return 1;
            } catch (InterruptedException e) {
                // That is what this body is for.
            }
        }
    }

    private int descend(int depth) {
        return depth < 0 ? 0 : 1 + descend(depth + 1);
    }

    private static int raise(Throwable error) throws Exception {
        if (error instanceof Error raised) {
            throw raised;
        }
        throw (Exception) error;
    }
}
