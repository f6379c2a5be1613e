package io.edict.plain.internal.topology.redundant;

import static io.edict.plain.internal.store.Changes.onlyIf;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.DocumentId;
import io.edict.Publication.Expectation.CurrentIs;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.topology.register.PublishHistory;
import io.edict.plain.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three clusters, each a server process, some of which die, hang and come back under load. */
class RedundantFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<ServerProcess> SERVERS = new ArrayList<>();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static ThreeClusters clusters;
    private static RedundantStore one;
    private static RedundantStore two;

    private final DocumentId id = DocumentId.of("faults/orders-" + NAMES.incrementAndGet());

    @BeforeAll
    static void start() {
        for (int i = 0; i < 3; i++) {
            SERVERS.add(ServerProcess.standalone());
            SERVERS.get(i).start();
        }
        clusters = new ThreeClusters(
                SERVERS.stream().map(ServerProcess::connectString).toList(), 1 << 20);
        clusters.sessionTimeout = Duration.ofSeconds(6);
        one = clusters.open(Duration.ofSeconds(1));
        two = clusters.open(Duration.ofSeconds(1));
    }

    @AfterAll
    static void stop() {
        clusters.close();
        SERVERS.forEach(ServerProcess::close);
    }

    @BeforeEach
    void allServe() {
        SERVERS.forEach(ServerProcess::resume);
        SERVERS.forEach(ServerProcess::start);
        await().atMost(PATIENCE).until(() -> one.connectedClusters() == 3 && two.connectedClusters() == 3);
        publish(one, "a = 0");
    }

    private static Deadline within(Duration time) {
        return Deadline.after(time);
    }

    private void publish(ConfigStore store, String text) {
        store.publish(List.of(text(id, text)), UUID.randomUUID(), within(PATIENCE));
    }

    @Test
    void killedClusterStopsNoPublishAndCatchesUpWhenItIsBack() {
        for (int victim = 0; victim < 3; victim++) {
            ServerProcess server = SERVERS.get(victim);
            try (Load load = new Load();
                    Follower follower = new Follower(one, id)) {
                load.awaitMore(10);
                follower.forgetSilence();
                server.kill();
                load.awaitMore(100);
                server.start();
                load.awaitMore(20);
                report("killed", load, follower);
            }
            awaitSame(id);
        }
    }

    @Test
    void hangingClusterStopsNoPublish() {
        for (int victim = 0; victim < 3; victim++) {
            ServerProcess server = SERVERS.get(victim);
            try (Load load = new Load();
                    Follower follower = new Follower(one, id)) {
                load.awaitMore(10);
                follower.forgetSilence();
                server.pause();
                load.awaitMore(100);
                server.resume();
                load.awaitMore(20);
                report("hung", load, follower);
            }
            awaitSame(id);
        }
    }

    /** Publishes and pushes went on; how long the longest pause was is printed. */
    private void report(String what, Load load, Follower follower) {
        System.out.printf(
                "A cluster was %s: longest publish %d ms, longest time without a push %d ms%n",
                what, load.longestMillis(), follower.longestSilenceMillis());
        long published = one.current(id, within(PATIENCE)) instanceof Reading.Present present
                ? present.version().info().version().number()
                : -1;
        await().atMost(PATIENCE).until(() -> follower.newest() >= published);
    }

    @Test
    void withTwoClustersLostPublishesAreRefusedAndReadsGoOn() {
        SERVERS.get(1).kill();
        SERVERS.get(2).kill();
        await().atMost(PATIENCE).until(() -> one.connectedClusters() == 1);

        assertThatThrownBy(
                        () -> one.publish(List.of(text(id, "a = 1")), UUID.randomUUID(), within(Duration.ofSeconds(2))))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("only 1 answered")
                .hasMessageContaining("b (" + SERVERS.get(1).connectString() + ")")
                .hasMessageContaining("c (" + SERVERS.get(2).connectString() + ")")
                .hasMessageContaining("nothing was written");
        assertThat(one.current(id, within(PATIENCE))).isInstanceOf(Reading.Present.class);

        SERVERS.get(1).start();
        publish(one, "a = 2");
        SERVERS.get(2).start();
        awaitSame(id);
        assertThat(one.history(id, within(PATIENCE))).hasSize(2);
    }

    @Test
    void clusterRestoredFromAnOldBackupDoesNotVoteUntilItIsAddedAnew(@TempDir Path backup) {
        publish(one, "a = 1");
        awaitSame(id);
        ServerProcess restored = SERVERS.get(2);
        restored.terminate();
        restored.backUp(backup);
        restored.start();
        awaitSame(id);
        for (int i = 2; i < 6; i++) {
            publish(one, "a = " + i);
            publish(two, "a = " + i);
        }
        awaitSame(id);
        restored.terminate();
        restored.restore(backup);
        restored.start();
        await().atMost(PATIENCE).until(() -> one.connectedClusters() == 3 && two.connectedClusters() == 3);

        await().atMost(PATIENCE).untilAsserted(() -> {
            publish(one, "a = 6");
            assertThat(clusters.events.all).contains("forgetful c");
        });
        SERVERS.get(1).kill();
        assertThatThrownBy(
                        () -> one.publish(List.of(text(id, "a = 7")), UUID.randomUUID(), within(Duration.ofSeconds(3))))
                .isInstanceOfAny(StoreUnreachableException.class, OutcomeUnknownException.class);
        SERVERS.get(1).start();
        await().atMost(PATIENCE).until(() -> one.connectedClusters() == 3 && two.connectedClusters() == 3);

        one.readmit("c", within(PATIENCE));
        SERVERS.get(1).kill();
        publish(one, "a = 8");
        publish(two, "a = 9");
        SERVERS.get(1).start();
        awaitSame(id);
    }

    @Test
    void whatPublishersSeeWhileClustersComeAndGoIsLinearizable() throws Exception {
        for (int round = 0; round < 6; round++) {
            DocumentId document = DocumentId.of("faults/linear-" + NAMES.incrementAndGet());
            PublishHistory history = new PublishHistory();
            List<Thread> publishers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RedundantStore store = i % 2 == 0 ? one : two;
                publishers.add(new Thread(() -> publishSome(store, document, history)));
            }
            publishers.forEach(Thread::start);
            disturb(round);
            for (Thread publisher : publishers) {
                publisher.join(PATIENCE.toMillis());
            }
            SERVERS.forEach(ServerProcess::resume);
            SERVERS.forEach(ServerProcess::start);
            awaitSame(document);
            List<VersionInfo> kept = one.history(document, within(PATIENCE));
            assertThat(history.size()).isEqualTo(48);
            assertThat(history.isLinearizable(kept)).as(history.toString()).isTrue();
        }
    }

    private static void disturb(int round) {
        ServerProcess server = SERVERS.get(round % 3);
        if (round < 3) {
            server.kill();
            server.start();
        } else {
            server.pause();
        }
    }

    private static void publishSome(RedundantStore store, DocumentId document, PublishHistory history) {
        long seen = 0;
        for (int i = 0; i < 12; i++) {
            UUID publishId = UUID.randomUUID();
            boolean conditional = seen > 0 && ThreadLocalRandom.current().nextBoolean();
            PublishHistory.Attempt attempt = conditional ? history.begin(publishId, seen) : history.begin(publishId);
            var change = text(document, "a = " + i);
            try {
                seen = store.publish(
                                List.of(conditional ? onlyIf(new CurrentIs(seen), change) : change),
                                publishId,
                                within(PATIENCE))
                        .get(0)
                        .version()
                        .number();
                attempt.published(seen);
            } catch (ConflictException e) {
                seen = e.version().map(Version::number).orElse(0L);
                attempt.refused(e, seen);
            } catch (OutcomeUnknownException e) {
                attempt.unknown();
            }
        }
    }

    /** All clusters show the same, newest head. */
    private static void awaitSame(DocumentId document) {
        await().atMost(PATIENCE).until(() -> one.connectedClusters() == 3 && two.connectedClusters() == 3);
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Reading> heads = ThreeClusters.heads(one, document, within(Duration.ofSeconds(5)));
            assertThat(heads).hasSize(3).allSatisfy(head -> assertThat(head).isInstanceOf(Reading.Present.class));
            assertThat(heads.stream()
                            .map(head -> ((Reading.Present) head).version().info())
                            .distinct())
                    .hasSize(1);
        });
    }

    /** Publishes all the time, through both stores, and keeps the time. */
    private final class Load implements AutoCloseable {
        private final AtomicInteger done = new AtomicInteger();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;
        private volatile long longest;
        private volatile @Nullable RuntimeException failure;

        Load() {
            for (RedundantStore store : List.of(one, two)) {
                Thread thread = new Thread(() -> run(store));
                threads.add(thread);
                thread.start();
            }
        }

        private void run(RedundantStore store) {
            while (!over) {
                long begun = System.nanoTime();
                try {
                    publish(store, "a = " + done.get());
                } catch (RuntimeException e) {
                    failure = e;
                    return;
                }
                longest = Math.max(longest, System.nanoTime() - begun);
                done.incrementAndGet();
            }
        }

        void awaitMore(int publishes) {
            int until = done.get() + publishes;
            await().atMost(PATIENCE).until(() -> {
                RuntimeException failed = failure;
                if (failed != null) {
                    throw failed;
                }
                return done.get() >= until;
            });
        }

        long longestMillis() {
            return longest / 1_000_000;
        }

        @Override
        public void close() {
            over = true;
            threads.forEach(thread -> {
                try {
                    thread.join(PATIENCE.toMillis());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }
}
