package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.error.OutcomeUnknownException;
import io.edict.plain.ClusterOperations.ClusterReport;
import io.edict.plain.testing.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole clusters are killed under publishers and followers; each is one real server. */
@Timeout(300)
class PrimaryStandbyIT {
    @RegisterExtension
    static final ServerProcess BERLIN = ServerProcess.standalone();

    @RegisterExtension
    static final ServerProcess MUNICH = ServerProcess.standalone();

    @RegisterExtension
    static final ServerProcess HAMBURG = ServerProcess.standalone();

    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Duration HEALED = Duration.ofSeconds(90);

    /** Between publishes: all are kept, to be accounted for in the end, so there must not be tens of thousands. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<ClientEvent> events = new CopyOnWriteArrayList<>();

    /** What the publishers were told of. */
    private final Set<String> acknowledged = new HashSet<>();

    @BeforeEach
    void allServe() {
        List.of(BERLIN, MUNICH, HAMBURG).forEach(ServerProcess::start);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        List.of(BERLIN, MUNICH, HAMBURG).forEach(ServerProcess::resume);
    }

    @Test
    void clustersComeAndGoAndNothingVanishesAndNobodyGoesBack() throws Exception {
        ConfigClient operator = connect(Topology.primaryStandby()
                        .cluster("berlin", BERLIN.connectString())
                        .cluster("munich", MUNICH.connectString())
                        .cluster("hamburg", HAMBURG.connectString())
                        .promotesAfter(Duration.ofSeconds(2)))
                .onEvent(events::add)
                .keepVersions(1_000_000)
                .requestTimeout(Duration.ofSeconds(4))
                .start();
        opened.add(operator);
        ClusterOperations clusters = ClusterOperations.of(operator);
        operator.publisher().publish(Publication.of(ORDERS, Format.HOCON, "n = 0"));
        List<Follower> followers = List.of(new Follower(), new Follower(), new Follower());
        Publisher publisher = new Publisher(operator);
        try {
            awaitUntil(() -> behind(clusters, "munich") == 0 && behind(clusters, "hamburg") == 0);

            publisher.awaitMore(20);
            MUNICH.kill();
            publisher.awaitMore(20);
            MUNICH.start();

            BERLIN.kill();
            awaitUntil(() -> changesOfPrimary() >= 1);
            publisher.awaitMore(20);
            BERLIN.start();
            awaitUntil(() -> role(clusters, "berlin").equals("standby")
                    && report(clusters, "berlin").ahead() == 0);

            ServerProcess hung = server(primary(clusters));
            hung.pause();
            awaitUntil(() -> changesOfPrimary() >= 2);
            publisher.awaitMore(20);
            hung.resume();
        } finally {
            publisher.stop();
        }
        Version newest = operator.publisher()
                .publish(Publication.of(ORDERS, Format.HOCON, "n = end"))
                .version();
        for (Follower follower : followers) {
            awaitUntil(() -> follower.client.snapshot("shop/orders").version().equals(newest));
            follower.assertNeverBack();
        }
        awaitUntil(() -> clusters.status().stream().allMatch(report -> report.behind() == 0 && report.ahead() == 0));
        assertThat(accountedFor(operator, clusters)).containsAll(acknowledged);
    }

    @Test
    void withTwoStandbysGoneThePrimaryGoesOnAndWithThePrimaryGoneReadersStartFromAStandby() throws Exception {
        ConfigClient operator = connect(topology().replicates())
                .requestTimeout(Duration.ofSeconds(3))
                .start();
        opened.add(operator);
        ClusterOperations clusters = ClusterOperations.of(operator);
        DocumentId rates = DocumentId.of("shop/rates");
        Version first = operator.publisher()
                .publish(Publication.of(rates, Format.HOCON, "a = 1"))
                .version();
        awaitUntil(() -> clusters.status().stream()
                .allMatch(report ->
                        report.role().equals("primary") || (report.role().equals("standby") && report.behind() == 0)));
        String primary = primary(clusters);
        ServerProcess server = server(primary);
        server.kill();

        try (ConfigClient late = connect(topology()).follow("shop/rates").start()) {
            assertThat(late.snapshot("shop/rates").version()).isEqualTo(first);
        }
        assertThat(catchThrowable(() -> operator.publisher().publish(Publication.of(rates, Format.HOCON, "a = 2"))))
                .isInstanceOf(EdictException.class)
                .hasMessageContaining(primary)
                .hasMessageContaining("promote");
        server.start();
        awaitUntil(() -> {
            operator.publisher().publish(Publication.of(rates, Format.HOCON, "a = 3"));
            return true;
        });
    }

    private static ServerProcess server(String name) {
        return switch (name) {
            case "berlin" -> BERLIN;
            case "munich" -> MUNICH;
            default -> HAMBURG;
        };
    }

    private static Topology.PrimaryStandbyBuilder topology() {
        return Topology.primaryStandby()
                .cluster("berlin", BERLIN.connectString())
                .cluster("munich", MUNICH.connectString())
                .cluster("hamburg", HAMBURG.connectString());
    }

    private static ClientBuilder connect(Topology.PrimaryStandbyBuilder topology) {
        return Edict.connect(topology.build())
                .sessionTimeout(Duration.ofSeconds(6))
                .checkEvery(Duration.ofSeconds(5));
    }

    private long changesOfPrimary() {
        return events.stream()
                .filter(ClientEvent.PrimaryChanged.class::isInstance)
                .count();
    }

    private static ClusterReport report(ClusterOperations clusters, String name) {
        return clusters.status().stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String role(ClusterOperations clusters, String name) {
        return report(clusters, name).role();
    }

    private static int behind(ClusterOperations clusters, String name) {
        ClusterReport report = report(clusters, name);
        return report.role().equals("standby") ? report.behind() : Integer.MAX_VALUE;
    }

    private static String primary(ClusterOperations clusters) {
        return clusters.status().stream()
                .filter(report -> report.role().equals("primary"))
                .map(ClusterReport::name)
                .findFirst()
                .orElseThrow();
    }

    /** The texts that are in history or set aside. */
    private static Set<String> accountedFor(ConfigClient client, ClusterOperations clusters) {
        Set<String> ids = new HashSet<>();
        for (VersionInfo info : client.publisher().history(ORDERS)) {
            ids.add(info.publishId().toString());
        }
        clusters.conflicts()
                .forEach(conflict -> ids.add(conflict.version().publishId().toString()));
        return ids;
    }

    private static void awaitUntil(Callable<Boolean> condition) {
        await().atMost(HEALED)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptionsInstanceOf(EdictException.class)
                .until(condition);
    }

    /** Publishes without end, and takes note of what was acknowledged. */
    private final class Publisher {
        private final AtomicInteger done = new AtomicInteger();
        private final Thread thread;
        private volatile boolean stopped;

        Publisher(ConfigClient client) {
            thread = new Thread(() -> {
                for (int n = 1; !stopped; n++) {
                    publish(client, n);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            });
            thread.start();
        }

        private void publish(ConfigClient client, int n) {
            try {
                VersionInfo info = client.publisher()
                        .publish(Publication.of(ORDERS, Format.HOCON, "n = " + n))
                        .published();
                acknowledged.add(info.publishId().toString());
                done.incrementAndGet();
            } catch (OutcomeUnknownException unknown) {
                // May have taken effect or not; nobody was promised anything.
            } catch (EdictException refused) {
                assertThat(refused.getMessage()).doesNotContain("n = ");
            }
        }

        void awaitMore(int publishes) {
            int target = done.get() + publishes;
            awaitUntil(() -> done.get() >= target);
        }

        void stop() throws InterruptedException {
            stopped = true;
            thread.join();
        }
    }

    /** Follows through a client of its own, and takes note of every version. */
    private final class Follower {
        private final ConfigClient client =
                connect(topology()).follow("shop/orders").start();
        private final List<Version> heard = new CopyOnWriteArrayList<>();

        Follower() {
            opened.add(client);
            client.follow("shop/orders").subscribe(change -> {
                Snapshot now = change.after();
                heard.add(now.version());
            });
        }

        void assertNeverBack() {
            for (int i = 1; i < heard.size(); i++) {
                assertThat(heard.get(i).isNewerThan(heard.get(i - 1)))
                        .as("%s after %s", heard.get(i), heard.get(i - 1))
                        .isTrue();
            }
        }
    }
}
