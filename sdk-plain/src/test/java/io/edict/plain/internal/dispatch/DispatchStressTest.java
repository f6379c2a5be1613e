package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.DocumentId;
import io.edict.ListenerOptions;
import io.edict.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads offer versions in any order to many listeners, some of which are closed meanwhile. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DispatchStressTest {
    private static final int VERSIONS = 100;
    private static final int OFFERING_THREADS = 4;
    private static final List<DocumentId> DOCUMENTS =
            IntStream.range(0, 4).mapToObj(i -> DocumentId.of("shop/d" + i)).toList();

    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);
    private final Semaphore pace = new Semaphore(0);
    private final ExecutorService others = Executors.newCachedThreadPool();
    private final ListenerPool pool = new ListenerPool(
            "stress-", timer, new PoolLimits(2, 64, Duration.ofMillis(5), Duration.ofMillis(20)), System::nanoTime);
    private final Dispatch dispatch = new Dispatch(
            pool, (before, after) -> List.of(), new RecordingReporter(), System::nanoTime, Duration.ofMillis(5));

    @AfterEach
    void endThreads() {
        assertThat(pool.close(Duration.ofMinutes(1))).isTrue();
        timer.shutdownNow();
        others.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void everyListenerHearsEachDocumentInOrderUpToTheNewest(long seed) throws Exception {
        Random random = new Random(seed);
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            subscribers.add(new Subscriber(random.nextLong(), executor(i)));
        }
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                () -> subscribers.forEach(subscriber -> subscriber.queue.tend()), 1, 1, TimeUnit.MILLISECONDS);

        List<Future<?>> offering = new ArrayList<>();
        for (Subscriber closing : subscribers.subList(0, OFFERING_THREADS)) {
            long offerSeed = random.nextLong();
            offering.add(others.submit(() -> offerAll(subscribers, closing, new Random(offerSeed))));
        }
        for (Future<?> part : offering) {
            part.get();
        }

        List<Subscriber> open = subscribers.subList(OFFERING_THREADS, subscribers.size());
        await().until(() -> open.stream().allMatch(Subscriber::heardAll));
        await().until(() -> pool.size() == 0);
        assertThat(subscribers)
                .allSatisfy(subscriber -> assertThat(subscriber.faults).isEmpty());
    }

    /** Offers all versions, mostly in order, and somewhere on the way closes one of the listeners. */
    private void offerAll(List<Subscriber> subscribers, Subscriber closing, Random random) {
        List<Long> numbers =
                new ArrayList<>(LongStream.rangeClosed(1, VERSIONS).boxed().toList());
        for (int i = 3; i < VERSIONS; i++) {
            Collections.swap(numbers, i, i - random.nextInt(4));
        }
        long closeAt = random.nextLong(VERSIONS) + 1;
        for (long number : numbers) {
            for (DocumentId id : DOCUMENTS) {
                Snapshot snapshot = TestSnapshot.version(id, number);
                subscribers.forEach(subscriber -> subscriber.queue.offer(snapshot));
                awaitSomeCalls(random.nextInt(8));
            }
            if (number == closeAt) {
                closing.close();
            }
        }
    }

    /** Keeps offers and calls at about the same pace, so that not all is merged into a few calls. */
    private void awaitSomeCalls(int calls) {
        try {
            if (!pace.tryAcquire(calls, 1, TimeUnit.MILLISECONDS)) {
                pace.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Executor executor(int which) {
        AtomicInteger tasks = new AtomicInteger();
        return switch (which % 4) {
            case 0 -> pool;
            case 1 -> Runnable::run;
            case 2 -> others;
            default ->
                task -> {
                    if (tasks.incrementAndGet() % 3 == 0) {
                        throw new RejectedExecutionException("full");
                    }
                    others.execute(task);
                };
        };
    }

    /** A listener that checks each call against what it remembers of the one before. */
    private final class Subscriber implements ConfigListener<ConfigChange> {
        private final ListenerQueue<Snapshot, ConfigChange> queue;
        private final Random random;
        private final Map<DocumentId, Snapshot> last = new HashMap<>();
        private final AtomicBoolean inside = new AtomicBoolean();
        private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        private volatile boolean quietForGood;

        Subscriber(long seed, Executor executor) {
            random = new Random(seed);
            ListenerOptions options = ListenerOptions.defaults();
            queue = DocumentQueues.queue(dispatch, this, executor == pool ? options : options.on(executor));
        }

        @Override
        public void onChange(ConfigChange change) {
            if (!inside.compareAndSet(false, true)) {
                faults.add("two calls at once");
            }
            check(change);
            pace.release();
            for (int i = random.nextInt(5000); i > 0; i--) {
                Thread.onSpinWait();
            }
            inside.set(false);
            if (random.nextInt(20) == 0) {
                throw new IllegalStateException("now and then");
            }
        }

        boolean heardAll() {
            return queue.running() == null
                    && DOCUMENTS.stream().allMatch(id -> {
                        Snapshot newest = lastOf(id);
                        return newest != null && newest.version().number() == VERSIONS;
                    });
        }

        void close() {
            queue.close();
            // A call that had begun may end; from then on there is none.
            if (!queue.awaitEnd(Duration.ofMinutes(1))) {
                faults.add("the last call does not end");
            }
            quietForGood = true;
        }

        private synchronized void check(ConfigChange change) {
            Snapshot before = last.put(change.id(), change.after());
            if (before != change.before()) {
                faults.add("told of a change from something else than what was seen");
            }
            if (before != null && !change.after().version().isNewerThan(before.version())) {
                faults.add("told of " + change.after().version() + " after " + before.version());
            }
            if (quietForGood) {
                faults.add("called after close");
            }
        }

        private synchronized @Nullable Snapshot lastOf(DocumentId id) {
            return last.get(id);
        }
    }
}
