package io.edict.plain.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop's tasks run once each, one at a time, in order, whatever the worker does meanwhile. */
class SyncLoopTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int POSTERS = 4;
    private static final int POSTS = 5_000;

    private final SyncLoop loop = new SyncLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    /** What ran, as the loop's tasks see it themselves: nothing here is safe but by their running one at a time. */
    private static final class Log {
        private final int[] seen = new int[POSTERS];
        private final AtomicInteger within = new AtomicInteger();
        private final Queue<String> faults = new ConcurrentLinkedQueue<>();
        private final AtomicInteger count = new AtomicInteger();

        void ran(int poster, int number) {
            if (within.incrementAndGet() != 1) {
                faults.add("two at once");
            }
            if (++seen[poster] != number) {
                faults.add("number " + number + " of " + poster + " as its " + seen[poster]);
            }
            count.incrementAndGet();
            within.decrementAndGet();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatManyThreadsPostRunsOnceEachInOrderBesideABusyWorker(long seed) throws InterruptedException {
        Log log = new Log();
        List<Thread> posters = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < POSTERS; i++) {
            int poster = i;
            SplittableRandom random = seeds.split();
            posters.add(new Thread(() -> {
                for (int n = 1; n <= POSTS; n++) {
                    post(log, poster, n, random.nextInt(8));
                }
            }));
        }
        posters.forEach(Thread::start);
        for (Thread poster : posters) {
            poster.join();
        }
        Awaitility.await().atMost(SOON).until(() -> log.count.get() == POSTERS * POSTS || !log.faults.isEmpty());
        assertThat(log.faults).isEmpty();
    }

    /** Straight, or on the heels of work that another task of the loop asks for, as a version's parsing. */
    private void post(Log log, int poster, int number, int kind) {
        switch (kind) {
            case 0 -> loop.worker().execute(() -> {});
            case 1 -> loop.post(() -> loop.worker().execute(() -> loop.post(() -> {})));
            case 2 -> LockSupport.parkNanos(1);
            default -> {
                // nothing beside
            }
        }
        loop.post(() -> log.ran(poster, number));
    }

    @Test
    void chainsOfBothKindsEndHoweverTheThreadsMeet() {
        AtomicInteger ended = new AtomicInteger();
        for (int i = 1; i <= 2_000; i++) {
            loop.post(() -> loop.worker()
                    .execute(() -> loop.post(() -> loop.worker().execute(() -> loop.post(ended::incrementAndGet)))));
            int sofar = i;
            if (i % 3 == 0) {
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofNanos(1))
                        .atMost(SOON)
                        .until(() -> ended.get() == sofar);
            }
        }
        Awaitility.await().atMost(SOON).until(() -> ended.get() == 2_000);
    }

    @Test
    void worksOnWhileTheWorkerTakesItsTime() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(3);
        loop.worker().execute(() -> await(release));
        loop.post(done::countDown);
        loop.postLater(Duration.ofMillis(1), done::countDown);
        loop.repeat(Duration.ofMillis(1), done::countDown);
        assertThat(done.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        release.countDown();
    }

    @Test
    void leavesTheLoopToTheOtherThreadWhenTheWorkerIsWanted() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger after = new AtomicInteger();
        // the first runs on the idle worker, and gives it something to do that does not end
        loop.post(() -> {
            loop.worker().execute(() -> await(release));
            for (int i = 0; i < 100; i++) {
                loop.post(after::incrementAndGet);
            }
        });
        Awaitility.await().atMost(SOON).until(() -> after.get() == 100);
        release.countDown();
    }

    @Test
    void aChangeWakesOneThreadFromTheEventToTheCommit() {
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        Runnable note = () -> threads.add(Thread.currentThread().getName());
        loop.post(() -> {
            note.run();
            loop.worker().execute(() -> {
                note.run();
                loop.post(note);
            });
        });
        Awaitility.await().atMost(SOON).until(() -> threads.size() == 3);
        assertThat(threads).containsOnly("edict-worker");
    }

    @Test
    void aTaskThatThrowsStopsNothing() {
        AtomicInteger ran = new AtomicInteger();
        loop.post(() -> {
            throw new IllegalStateException("thrown by a test");
        });
        loop.worker().execute(() -> {
            throw new AssertionError("thrown by a test");
        });
        loop.post(ran::incrementAndGet);
        loop.worker().execute(() -> loop.post(ran::incrementAndGet));
        Awaitility.await().atMost(SOON).until(() -> ran.get() == 2);
    }

    @Test
    void nothingBeginsAfterClosing() {
        AtomicInteger ran = new AtomicInteger();
        loop.close();
        loop.post(ran::incrementAndGet);
        loop.postLater(Duration.ZERO, ran::incrementAndGet);
        loop.worker().execute(ran::incrementAndGet);
        assertThat(ran).hasValue(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
