package io.edict.plain.internal.dispatch;

import static io.edict.plain.internal.dispatch.TestSnapshot.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.ListenerOptions;
import io.edict.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slow, blocking or throwing listener delays nobody else: queues, pool and timer as in a client. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IsolationTest {
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);
    private final ListenerPool pool = new ListenerPool("isolated-", timer, PoolLimits.defaults(), System::nanoTime);
    private final Dispatch dispatch = new Dispatch(
            pool, (before, after) -> List.of(), new RecordingReporter(), System::nanoTime, Dispatch.DEFAULT_SLOW_AFTER);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicLong heard = new AtomicLong();

    @AfterEach
    void close() {
        release.countDown();
        assertThat(pool.close(Duration.ofMinutes(1))).isTrue();
        timer.shutdownNow();
    }

    @Test
    void listenersThatBlockForEverDoNotKeepAnotherFromItsCalls() {
        List<ListenerQueue<Snapshot, ConfigChange>> blocking = IntStream.range(0, 50)
                .mapToObj(i -> queue(ListenerOptions.defaults(), change -> release.await()))
                .toList();

        assertOtherHearsBehind(blocking);
    }

    @Test
    void executorsThatBlockInExecuteDoNotKeepAnotherFromItsCalls() {
        Executor full = task -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<ListenerQueue<Snapshot, ConfigChange>> blocking = IntStream.range(0, 10)
                .mapToObj(i -> queue(ListenerOptions.defaults().on(full), change -> {}))
                .toList();

        assertOtherHearsBehind(blocking);
    }

    @Test
    void executorsThatRunABlockingListenerWhereTheyStandDoNotKeepAnotherFromItsCalls() {
        List<ListenerQueue<Snapshot, ConfigChange>> blocking = IntStream.range(0, 10)
                .mapToObj(i -> queue(ListenerOptions.defaults().on(Runnable::run), change -> release.await()))
                .toList();

        assertOtherHearsBehind(blocking);
    }

    @Test
    void listenersThatThrowErrorsDoNotKeepAnotherFromItsCalls() {
        List<ListenerQueue<Snapshot, ConfigChange>> throwing = IntStream.range(0, 50)
                .mapToObj(i -> queue(ListenerOptions.defaults(), change -> {
                    throw new OutOfMemoryError("not really");
                }))
                .toList();

        assertOtherHearsBehind(throwing);
    }

    private void assertOtherHearsBehind(List<ListenerQueue<Snapshot, ConfigChange>> troubled) {
        ListenerQueue<Snapshot, ConfigChange> other = queue(
                ListenerOptions.defaults(),
                change -> heard.set(change.after().version().number()));
        for (long number = 1; number <= 3; number++) {
            long now = number;
            troubled.forEach(queue -> queue.offer(version(now)));
            other.offer(version(now));
            await().until(() -> heard.get() == now);
        }
    }

    private ListenerQueue<Snapshot, ConfigChange> queue(
            ListenerOptions options, ConfigListener<ConfigChange> listener) {
        return DocumentQueues.queue(dispatch, listener, options);
    }
}
