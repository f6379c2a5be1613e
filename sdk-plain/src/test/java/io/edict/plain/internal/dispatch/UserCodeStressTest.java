package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that end at about the moment when their time is up, and others on the same threads that must not notice. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserCodeStressTest {
    private static final int RUNS = 20_000;
    private static final int IN_FLIGHT = 8;
    private static final Duration SHORT = Duration.ofNanos(60_000);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final UserCode code = new UserCode(
            timer, Runnable::run, System::nanoTime, new PoolLimits(2, 8, Duration.ofMillis(5), Duration.ofSeconds(5)));
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final AtomicInteger timedOut = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    @AfterEach
    void endThreads() {
        assertThat(code.close(LONG)).isTrue();
        timer.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void interruptNeverHitsAnotherBodyThanItsOwn(long seed) throws InterruptedException {
        timer.setRemoveOnCancelPolicy(true);
        Random random = new Random(seed);
        for (int i = 0; i < RUNS; i++) {
            inFlight.acquire();
            if (random.nextBoolean()) {
                runToTheLimit(random.nextInt(120_000));
            } else {
                runWithTime(random.nextInt(20_000));
            }
        }

        await().until(() -> inFlight.availablePermits() == IN_FLIGHT);
        assertThat(faults).isEmpty();
        assertThat(done.get() + timedOut.get()).isEqualTo(RUNS);
        assertThat(timedOut.get()).isGreaterThan(RUNS / 100);
    }

    /** May be interrupted, but only after it has begun. */
    private void runToTheLimit(int nanos) {
        AtomicBoolean told = new AtomicBoolean();
        code.run("limit", SHORT, () -> spin(nanos), outcome -> count(outcome, told));
    }

    /** Has all the time in the world, so an interrupt is one too many. */
    private void runWithTime(int nanos) {
        AtomicBoolean told = new AtomicBoolean();
        code.run(
                "unlimited",
                LONG,
                () -> {
                    spin(nanos);
                    if (Thread.currentThread().isInterrupted()) {
                        faults.add("interrupted without cause");
                    }
                    return nanos;
                },
                outcome -> {
                    if (!(outcome instanceof Outcome.Done)) {
                        faults.add("ended as " + outcome);
                    }
                    count(outcome, told);
                });
    }

    private void count(Outcome<Integer> outcome, AtomicBoolean told) {
        if (told.getAndSet(true)) {
            faults.add("told twice");
        }
        (outcome instanceof Outcome.TimedOut ? timedOut : done).incrementAndGet();
        inFlight.release();
    }

    private static int spin(int nanos) {
        long end = System.nanoTime() + nanos;
        while (end - System.nanoTime() > 0) {
            Thread.onSpinWait();
        }
        return nanos;
    }
}
