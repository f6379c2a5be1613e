package io.edict.plain.internal.dispatch;

import static io.edict.plain.internal.dispatch.TestSnapshot.ORDERS;
import static io.edict.plain.internal.dispatch.TestSnapshot.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValueFactory;
import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.DocumentId;
import io.edict.KeyChange;
import io.edict.ListenerOptions;
import io.edict.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListenerQueueTest {
    private static final DocumentId STOCK = DocumentId.of("shop/stock");
    private static final ListenerOptions NAMED = ListenerOptions.defaults().named("rates");

    private final ManualExecutor pool = new ManualExecutor();
    private final ManualExecutor own = new ManualExecutor();
    private final RecordingReporter reporter = new RecordingReporter();
    private final AtomicLong clock = new AtomicLong();
    private final List<String> calls = new ArrayList<>();
    private final Dispatch dispatch =
            new Dispatch(pool, ListenerQueueTest::diff, reporter, clock::get, Duration.ofSeconds(1));

    @Test
    void offerOnlyQueues() {
        ListenerQueue<Snapshot, ConfigChange> queue = queue();

        queue.offer(version(1));

        assertThat(calls).isEmpty();
        assertThat(pool.waiting()).isEqualTo(1);
    }

    @Test
    void versionsOfferedWhileWaitingAreMergedToTheNewest() {
        ListenerQueue<Snapshot, ConfigChange> queue = queue();

        queue.offer(version(1));
        queue.offer(version(2));
        queue.offer(version(3));
        pool.drain();

        assertThat(calls).containsExactly("shop/orders null>3");
    }

    @Test
    void versionOfferedDuringTheCallComesNextAgainstWhatWasSeen() {
        CompletableFuture<ListenerQueue<Snapshot, ConfigChange>> queue = new CompletableFuture<>();
        queue.complete(queue(change -> {
            calls.add(text(change));
            if (change.after().version().number() == 1) {
                queue.join().offer(version(2));
                queue.join().offer(version(3));
            }
        }));

        queue.join().offer(version(1));
        pool.drain();

        assertThat(calls).containsExactly("shop/orders null>1", "shop/orders 1>3");
    }

    @Test
    void changedKeysAreThoseSinceThisListenersLastCall() {
        List<ConfigChange> changes = new ArrayList<>();
        ListenerQueue<Snapshot, ConfigChange> queue = queue(changes::add);

        queue.offer(version(4));
        pool.drain();
        queue.offer(version(5));
        queue.offer(version(7));
        pool.drain();

        assertThat(changes.get(1).keys()).isEqualTo(diff(version(4), version(7)));
    }

    @Test
    void versionNotNewerThanTheWaitingOneIsIgnored() {
        ListenerQueue<Snapshot, ConfigChange> queue = queue();

        queue.offer(version(3));
        queue.offer(version(2));
        pool.drain();

        assertThat(calls).containsExactly("shop/orders null>3");
    }

    @Test
    void versionSeenBeforeIsIgnored() {
        ListenerQueue<Snapshot, ConfigChange> queue = queue();
        queue.offer(version(3));
        pool.drain();

        queue.offer(version(3));
        queue.offer(version(2));

        assertThat(pool.waiting()).isZero();
    }

    @Test
    void versionAlreadySeenAtSubscriptionIsWhereTheFirstChangeBegins() {
        ListenerQueue<Snapshot, ConfigChange> queue = DocumentQueues.queue(dispatch, record(), NAMED, version(2));

        queue.offer(version(2));
        queue.offer(version(3));
        pool.drain();

        assertThat(calls).containsExactly("shop/orders 2>3");
    }

    @Test
    void documentsOfANamespaceTakeTurnsInTheOrderOfArrival() {
        ListenerQueue<Snapshot, ConfigChange> queue = queue();

        queue.offer(version(ORDERS, 1));
        queue.offer(version(STOCK, 8));
        queue.offer(version(ORDERS, 2));
        pool.drain();
        queue.offer(version(STOCK, 9));
        pool.drain();

        assertThat(calls).containsExactly("shop/orders null>2", "shop/stock null>8", "shop/stock 8>9");
    }

    @Test
    void listenerWithConstantUpdatesLetsOthersRunBetweenItsCalls() {
        CompletableFuture<ListenerQueue<Snapshot, ConfigChange>> busy = new CompletableFuture<>();
        busy.complete(queue(change -> {
            calls.add("busy");
            if (calls.size() < 5) {
                busy.join().offer(version(change.after().version().number() + 1));
            }
        }));
        ListenerQueue<Snapshot, ConfigChange> other = queue(change -> calls.add("other"));

        busy.join().offer(version(1));
        other.offer(version(1));
        pool.drain();

        assertThat(calls).startsWith("busy", "other", "busy");
    }

    @Test
    void whateverTheListenerThrowsIsReportedAndTheVersionCountsAsSeen() {
        ListenerQueue<Snapshot, ConfigChange> queue = queue(change -> {
            calls.add(text(change));
            if (change.before() == null) {
                throw new StackOverflowError("secret");
            }
            throw new IOException("secret");
        });

        queue.offer(version(1));
        pool.drain();
        queue.offer(version(1));
        queue.offer(version(2));
        pool.drain();

        assertThat(calls).containsExactly("shop/orders null>1", "shop/orders 1>2");
        assertThat(reporter.told())
                .containsExactly("failed shop/orders rates StackOverflowError", "failed shop/orders rates IOException");
    }

    @Test
    void diffThatThrowsIsAFailureOfTheCall() {
        Dispatch broken = new Dispatch(
                pool,
                (before, after) -> {
                    throw new IllegalStateException("broken");
                },
                reporter,
                clock::get,
                Duration.ofSeconds(1));
        ListenerQueue<Snapshot, ConfigChange> queue = DocumentQueues.queue(broken, record(), NAMED);

        queue.offer(version(1));
        pool.drain();

        assertThat(reporter.told()).containsExactly("failed shop/orders rates IllegalStateException");
    }

    @Test
    void reporterThatThrowsDoesNotStopTheQueue() {
        Reporter broken = new LoggingReporter(
                event -> {
                    throw new IllegalStateException("broken");
                },
                clock::get);
        Dispatch breaking = new Dispatch(pool, ListenerQueueTest::diff, broken, clock::get, Duration.ofSeconds(1));
        ListenerQueue<Snapshot, ConfigChange> queue = DocumentQueues.queue(
                breaking,
                change -> {
                    calls.add(text(change));
                    throw new IllegalStateException("secret");
                },
                NAMED);

        queue.offer(version(1));
        pool.drain();
        queue.offer(version(2));
        pool.drain();

        assertThat(calls).hasSize(2);
        assertThat(queue.running()).isNull();
    }

    @Test
    void interruptThatTheListenerThrewIsRestored() {
        ListenerQueue<Snapshot, ConfigChange> queue = queue(change -> {
            throw new InterruptedException();
        });

        queue.offer(version(1));
        pool.drain();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void listenerWithoutNameIsCalledByItsClass() {
        ListenerQueue<Snapshot, ConfigChange> queue =
                DocumentQueues.queue(dispatch, new Failing(), ListenerOptions.defaults());

        queue.offer(version(1));
        pool.drain();

        assertThat(reporter.told()).singleElement().asString().contains(Failing.class.getName());
    }

    @Test
    void rejectedCallIsReportedAndMadeLaterWithTheNewestVersion() {
        ListenerQueue<Snapshot, ConfigChange> queue = queueOnOwn();
        own.rejecting(true);
        queue.offer(version(1));
        pool.drain();
        queue.offer(version(2));
        assertThat(pool.waiting()).isZero();

        own.rejecting(false);
        queue.tend();
        pool.drain();
        own.drain();

        assertThat(calls).containsExactly("shop/orders null>2");
        assertThat(reporter.told()).containsExactly("rejected shop/orders rates RejectedExecutionException");
    }

    @Test
    void callRejectedAgainIsReportedAgain() {
        ListenerQueue<Snapshot, ConfigChange> queue = queueOnOwn();
        own.rejecting(true);
        queue.offer(version(1));
        pool.drain();

        queue.tend();
        pool.drain();

        assertThat(reporter.told()).hasSize(2);
    }

    @Test
    void applicationsExecutorHoldsOneTaskOfTheListenerAtATime() {
        ListenerQueue<Snapshot, ConfigChange> queue = queueOnOwn();

        for (int number = 1; number <= 5; number++) {
            queue.offer(version(number));
            queue.offer(version(STOCK, number));
            pool.drain();
        }

        assertThat(own.waiting()).isEqualTo(1);
    }

    @Test
    void executorThatRunsTheTaskWhereItStandsDoesNotRunItInOffer() {
        ListenerQueue<Snapshot, ConfigChange> queue = DocumentQueues.queue(dispatch, record(), NAMED.on(Runnable::run));

        queue.offer(version(1));

        assertThat(calls).isEmpty();
        pool.drain();
        assertThat(calls).containsExactly("shop/orders null>1");
    }

    @Test
    void slowCallIsReportedOnceWithItsDuration() {
        CompletableFuture<ListenerQueue<Snapshot, ConfigChange>> queue = new CompletableFuture<>();
        queue.complete(queue(change -> {
            tendAfter(queue.join(), Duration.ofMillis(999));
            assertThat(reporter.told()).isEmpty();
            tendAfter(queue.join(), Duration.ofMillis(1));
            tendAfter(queue.join(), Duration.ofSeconds(7));
        }));

        queue.join().offer(version(1));
        pool.drain();
        tendAfter(queue.join(), Duration.ofSeconds(7));

        assertThat(reporter.told()).containsExactly("slow shop/orders rates 1000");
    }

    @Test
    void nextSlowCallIsReportedAgain() {
        CompletableFuture<ListenerQueue<Snapshot, ConfigChange>> queue = new CompletableFuture<>();
        queue.complete(queue(change -> tendAfter(queue.join(), Duration.ofSeconds(2))));

        queue.join().offer(version(1));
        pool.drain();
        queue.join().offer(version(2));
        pool.drain();

        assertThat(reporter.told()).hasSize(2);
    }

    @Test
    void nothingBeginsAfterClose() {
        ListenerQueue<Snapshot, ConfigChange> queue = queue();
        queue.offer(version(1));

        queue.close();
        queue.offer(version(2));
        queue.tend();
        pool.drain();

        assertThat(calls).isEmpty();
    }

    @Test
    void taskThatWaitsInTheApplicationsExecutorDoesNothingAfterClose() {
        ListenerQueue<Snapshot, ConfigChange> queue = queueOnOwn();
        queue.offer(version(1));
        pool.drain();

        queue.close();
        own.drain();

        assertThat(calls).isEmpty();
    }

    @Test
    void closeWhileTheDiffIsComputedPreventsTheCall() {
        CompletableFuture<ListenerQueue<Snapshot, ConfigChange>> queue = new CompletableFuture<>();
        Dispatch closing = new Dispatch(
                pool,
                (before, after) -> {
                    queue.join().close();
                    return List.of();
                },
                reporter,
                clock::get,
                Duration.ofSeconds(1));
        queue.complete(DocumentQueues.queue(closing, record(), NAMED));

        queue.join().offer(version(1));
        pool.drain();

        assertThat(calls).isEmpty();
        assertThat(queue.join().running()).isNull();
    }

    @Test
    void listenerMayCloseItsOwnQueue() {
        CompletableFuture<ListenerQueue<Snapshot, ConfigChange>> queue = new CompletableFuture<>();
        queue.complete(queue(change -> {
            calls.add(text(change));
            queue.join().offer(version(2));
            queue.join().close();
            assertThat(queue.join().awaitEnd(Duration.ofDays(1))).isTrue();
        }));

        queue.join().offer(version(1));
        pool.drain();

        assertThat(calls).containsExactly("shop/orders null>1");
        assertThat(reporter.told()).isEmpty();
    }

    @Test
    void rejectionAfterCloseIsNotReported() {
        CompletableFuture<ListenerQueue<Snapshot, ConfigChange>> queue = new CompletableFuture<>();
        queue.complete(DocumentQueues.queue(dispatch, record(), NAMED.on(task -> {
            queue.join().close();
            throw new IllegalStateException("shut down");
        })));

        queue.join().offer(version(1));
        pool.drain();

        assertThat(reporter.told()).isEmpty();
    }

    @Test
    void awaitEndWaitsForTheRunningCallUpToItsBound() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ListenerQueue<Snapshot, ConfigChange> queue = queue(change -> {
            entered.countDown();
            release.await();
        });
        queue.offer(version(1));
        Thread caller = new Thread(pool::drain);
        caller.start();
        entered.await();
        queue.close();

        assertThat(queue.awaitEnd(Duration.ofMillis(1))).isFalse();
        release.countDown();
        assertThat(queue.awaitEnd(Duration.ofMinutes(1))).isTrue();
        caller.join();
        assertThat(queue.awaitEnd(Duration.ZERO)).isTrue();
    }

    @Test
    void awaitEndOfAnInterruptedCallerReturnsAtOnce() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ListenerQueue<Snapshot, ConfigChange> queue = queue(change -> {
            entered.countDown();
            release.await();
        });
        queue.offer(version(1));
        Thread caller = new Thread(pool::drain);
        caller.start();
        entered.await();

        Thread.currentThread().interrupt();
        assertThat(queue.awaitEnd(Duration.ofMinutes(1))).isFalse();

        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
        caller.join();
    }

    private void tendAfter(ListenerQueue<Snapshot, ConfigChange> queue, Duration time) {
        clock.addAndGet(time.toNanos());
        queue.tend();
    }

    private ListenerQueue<Snapshot, ConfigChange> queue() {
        return queue(record());
    }

    private ListenerQueue<Snapshot, ConfigChange> queue(ConfigListener<ConfigChange> listener) {
        return DocumentQueues.queue(dispatch, listener, NAMED);
    }

    private ListenerQueue<Snapshot, ConfigChange> queueOnOwn() {
        return DocumentQueues.queue(dispatch, record(), NAMED.on(own));
    }

    private ConfigListener<ConfigChange> record() {
        return change -> calls.add(text(change));
    }

    private static String text(ConfigChange change) {
        Snapshot before = change.before();
        return change.id() + " " + (before == null ? null : before.version()) + ">"
                + change.after().version();
    }

    /** One key, named after the two versions. */
    private static List<KeyChange> diff(@Nullable Snapshot before, Snapshot after) {
        String path = (before == null ? "none" : before.version()) + "to" + after.version();
        return List.of(new KeyChange.Added(path, ConfigValueFactory.fromAnyRef(1)));
    }

    private static final class Failing implements ConfigListener<ConfigChange> {
        @Override
        public void onChange(ConfigChange change) {
            throw new IllegalStateException("always");
        }
    }
}
