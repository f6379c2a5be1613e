package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.testing.ApplicationProcess;
import io.edict.plain.testing.Ensemble;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Twenty followers and a publisher at full speed over three real servers, through everything that may happen to them. */
class EnsembleFaultsIT {
    @RegisterExtension
    static final Ensemble ENSEMBLE = Ensemble.of(3);

    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Duration SESSION = Duration.ofSeconds(3);
    private static final Duration HEALED = Duration.ofSeconds(60);
    private static final int FOLLOWERS = 20;

    private final List<TcpProxy> proxies = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();

    @BeforeEach
    void connectThroughProxies() {
        ENSEMBLE.servers().forEach(server -> proxies.add(TcpProxy.to(server.clientPort())));
    }

    @AfterEach
    void close() {
        followers.forEach(follower -> follower.client.close());
        proxies.forEach(TcpProxy::close);
    }

    @Test
    void everyFollowerEndsOnTheNewestVersionAndNoAcknowledgedOneIsLost() {
        try (ConfigClient operator = Edict.connect(ENSEMBLE.connectString())
                .sessionTimeout(SESSION)
                .requestTimeout(HEALED)
                .start()) {
            operator.publisher().publish(publication(0));
            IntStream.range(0, FOLLOWERS).forEach(i -> followers.add(new Follower()));
            try (ApplicationProcess application =
                            ApplicationProcess.start(FollowerMain.class, ENSEMBLE.connectString(), "20000");
                    Publisher publisher = new Publisher(operator)) {
                await().atMost(HEALED)
                        .until(() -> !application.linesAfter("started").isEmpty());
                leaderIsKilled(publisher);
                followingServerIsPaused(publisher);
                application.pause();
                allSessionsExpire();
                connectionsAreCut(publisher);
                application.resume();
                publisher.stop();

                long newest =
                        operator.publisher().publish(publication(-1)).version().number();
                for (Follower follower : followers) {
                    follower.awaitHeard(newest);
                    assertThat(follower.heard)
                            .as("what a listener saw")
                            .isSorted()
                            .doesNotHaveDuplicates();
                }
                await().atMost(HEALED)
                        .untilAsserted(() -> assertThat(application.linesAfter("heard"))
                                .last()
                                .isEqualTo(Long.toString(newest)));
                assertThat(application.linesAfter("heard").stream()
                                .map(Long::valueOf)
                                .toList())
                        .isSorted()
                        .doesNotHaveDuplicates();
                publisher.assertHistoryHoldsWhatWasAcknowledged(
                        operator.publisher().history(ORDERS));
            }
        }
    }

    private void leaderIsKilled(Publisher publisher) {
        ServerProcess leader = ENSEMBLE.leader();
        leader.kill();
        publisher.awaitMore(50);
        leader.start();
        ENSEMBLE.awaitAll();
    }

    private void followingServerIsPaused(Publisher publisher) {
        ServerProcess server = ENSEMBLE.followers().get(0);
        server.pause();
        publisher.awaitMore(50);
        server.resume();
        ENSEMBLE.awaitAll();
    }

    /** Connections stay open and silent until every session has been given up. */
    private void allSessionsExpire() {
        followers.forEach(follower -> follower.lost = false);
        proxies.forEach(TcpProxy::freeze);
        await().atMost(HEALED).until(() -> followers.stream().allMatch(follower -> follower.lost));
        proxies.forEach(TcpProxy::thaw);
    }

    private void connectionsAreCut(Publisher publisher) {
        for (int round = 0; round < 5; round++) {
            proxies.forEach(TcpProxy::cut);
            publisher.awaitMore(10);
            proxies.forEach(TcpProxy::restore);
        }
    }

    private static Publication publication(long n) {
        return Publication.of(ORDERS, Format.HOCON, "n = " + n).keeping(1_000_000);
    }

    /** An application that keeps a record of what its listener heard. */
    private final class Follower {
        private final List<Long> heard = new CopyOnWriteArrayList<>();
        private final ConfigClient client;
        private volatile boolean lost;

        Follower() {
            client = Edict.connect(proxies.stream().map(TcpProxy::connectString).collect(Collectors.joining(",")))
                    .follow("shop/orders")
                    .sessionTimeout(SESSION)
                    .startTimeout(HEALED)
                    .onEvent(this::note)
                    .start();
            client.follow(ORDERS)
                    .subscribe(change -> heard.add(change.after().version().number()));
        }

        private void note(ClientEvent event) {
            if (event instanceof ClientEvent.ConnectionChanged changed
                    && changed.cluster().connection() == ClusterStatus.Connection.LOST) {
                lost = true;
            }
        }

        void awaitHeard(long version) {
            await().atMost(HEALED).untilAsserted(() -> assertThat(heard).last().isEqualTo(version));
            assertThat(client.snapshot("shop/orders").version().number()).isEqualTo(version);
        }
    }

    /** Publishes as fast as it can, and keeps a record of what was acknowledged, and of what was left open. */
    private static final class Publisher implements AutoCloseable {
        private final Map<Long, UUID> acknowledged = new ConcurrentHashMap<>();
        private final List<UUID> open = new CopyOnWriteArrayList<>();
        private final Thread thread;
        private volatile boolean ended;

        Publisher(ConfigClient operator) {
            thread = new Thread(() -> run(operator), "publisher");
            thread.start();
        }

        private void run(ConfigClient operator) {
            for (long n = 1; !ended; n++) {
                try {
                    PublishResult result = operator.publisher().publish(publication(n));
                    acknowledged.put(
                            result.version().number(), result.published().publishId());
                } catch (OutcomeUnknownException e) {
                    open.add(e.publishId());
                } catch (StoreUnreachableException e) {
                    assertThat(e).hasMessageContaining("store");
                }
            }
        }

        void awaitMore(int publishes) {
            int before = acknowledged.size();
            await().atMost(HEALED).until(() -> acknowledged.size() >= before + publishes);
        }

        void assertHistoryHoldsWhatWasAcknowledged(List<VersionInfo> history) {
            Map<Long, UUID> kept = history.stream()
                    .collect(Collectors.toMap(info -> info.version().number(), VersionInfo::publishId));
            assertThat(kept).containsAllEntriesOf(acknowledged);
            assertThat(kept.values()).doesNotHaveDuplicates();
            Map<UUID, Long> byPublish = acknowledged.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (a, b) -> a));
            assertThat(open).as("left open and acknowledged at once").noneMatch(byPublish::containsKey);
            assertThat(history.stream().map(VersionInfo::version).toList())
                    .as("newest first, without holes")
                    .isSortedAccordingTo(java.util.Comparator.<io.edict.Version>naturalOrder()
                            .reversed())
                    .hasSize((int) history.get(0).version().number());
            System.out.printf(
                    "%d publishes acknowledged, %d left open, %d versions in history%n",
                    acknowledged.size(), open.size(), history.size());
        }

        @Override
        public void close() {
            stop();
        }

        void stop() {
            ended = true;
            try {
                thread.join(HEALED.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
