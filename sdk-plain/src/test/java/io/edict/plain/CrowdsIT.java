package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that follow many documents of one namespace one by one: what they cost the server, and that they miss nothing. */
class CrowdsIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);
    /** So that no regular check finds what a watch should have announced. */
    private static final Duration NEVER = Duration.ofHours(6);

    private static final int DOCUMENTS = 1_000;

    /** So many documents of a namespace have watches of their own, if they are followed after the client has connected. */
    private static final int MOST_SINGLE = 200;

    /** The server counts a persistent watch once for the data and once for the children. */
    private static final long PERSISTENT = 2;

    /** Too few of a thousand for a watch on all of them, though they are many. */
    private static final int SPARSE = 220;

    private static final AtomicLong NUMBERS = new AtomicLong(1);

    private static ConfigClient operator;

    @BeforeAll
    static void publishAll() {
        operator = Edict.connect(SERVER.connectString()).start();
        for (int from = 0; from < DOCUMENTS; from += 100) {
            operator.publisher()
                    .publish(IntStream.range(from, from + 100)
                            .mapToObj(i -> Publication.of(id(i), Format.HOCON, "n = 1"))
                            .toList());
        }
    }

    @AfterAll
    static void close() {
        operator.close();
    }

    @Test
    void thousandDocumentsStartWithFewRequestsAndWatchesAndLeaveNone() {
        long packets = SERVER.metric("zk_packets_received");
        long watches = SERVER.metric("zk_watch_count");
        try (ConfigClient client = following(SERVER.connectString(), DOCUMENTS, NEVER)) {
            assertThat(SERVER.metric("zk_packets_received") - packets)
                    .as("at most those that came before there were many, and what shares requests")
                    .isLessThan(2 * MOST_SINGLE);
            assertThat(SERVER.metric("zk_watch_count") - watches).isLessThanOrEqualTo((MOST_SINGLE + 1) * PERSISTENT);
            changeAndAwait(client, 0, 500, DOCUMENTS - 1);
            changeAndAwait(client, 0, 500, DOCUMENTS - 1);
            assertNothingHealed(client);
        }
        awaitWatches(watches);
    }

    @Test
    void changesWhileTheConnectionIsCutAreAnnouncedAfterTheReconnect() {
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort());
                ConfigClient client = following(proxy.connectString(), DOCUMENTS, NEVER)) {
            for (int round = 0; round < 3; round++) {
                proxy.cut();
                await().atMost(SOON)
                        .until(() -> client.status().clusters().get(0).connection() == Connection.SUSPENDED);
                long away = change(7, 8, 9);
                proxy.restore();
                awaitN(client, away, 7, 8, 9);
                changeAndAwait(client, 7, 10);
            }
            assertNothingHealed(client);
        }
    }

    @Test
    void fewOfManyDocumentsHaveWatchesOfTheirOwn() {
        long watches = SERVER.metric("zk_watch_count");
        try (ConfigClient client = following(SERVER.connectString(), SPARSE, NEVER)) {
            awaitWatches(watches + SPARSE * PERSISTENT);
            client.unfollow(id(0));
            awaitWatches(watches + (SPARSE - 1) * PERSISTENT);
            changeAndAwait(client, 1, SPARSE - 1);
            assertNothingHealed(client);
        }
        awaitWatches(watches);
    }

    @Test
    void documentsOfWhichMostAreUnfollowedAgainGetWatchesOfTheirOwn() {
        long watches = SERVER.metric("zk_watch_count");
        Cluster withoutBells = Cluster.at(SERVER.connectString()).announceContent(false);
        try (ConfigClient client = following(withoutBells, 2 * SPARSE, Duration.ofSeconds(2))) {
            for (int i = 10; i < 2 * SPARSE; i++) {
                client.unfollow(id(i));
            }
            awaitWatches(watches + 10 * PERSISTENT);
            changeAndAwait(client, 0, 9);
            assertNothingHealed(client);
        }
        awaitWatches(watches);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noChangeIsLostOrUndoneWhileClientsStart(long seed) throws Exception {
        Map<Integer, Long> published = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread publisher = new Thread(() -> {
            Random random = new Random(seed);
            while (!over.get()) {
                int i = random.nextInt(DOCUMENTS);
                published.put(i, change(i));
            }
        });
        publisher.start();
        Set<DocumentId> undone = ConcurrentHashMap.newKeySet();
        try (ConfigClient first = following(SERVER.connectString(), DOCUMENTS, NEVER);
                ConfigClient second = following(SERVER.connectString(), DOCUMENTS, NEVER)) {
            IntStream.range(0, DOCUMENTS)
                    .mapToObj(CrowdsIT::id)
                    .forEach(id -> first.follow(id).subscribe(change -> {
                        if (change.before() != null
                                && change.after().getLong("n")
                                        <= change.before().getLong("n")) {
                            undone.add(id);
                        }
                    }));
            int enough = published.size() + 50;
            await().atMost(SOON).until(() -> published.size() >= enough);
            over.set(true);
            publisher.join(SOON.toMillis());
            published.forEach((i, n) -> {
                awaitN(first, n, i);
                awaitN(second, n, i);
            });
            assertThat(undone).isEmpty();
            assertNothingHealed(first);
            assertNothingHealed(second);
        } finally {
            over.set(true);
        }
    }

    private static ConfigClient following(String servers, int documents, Duration checkEvery) {
        return following(Cluster.at(servers), documents, checkEvery);
    }

    private static ConfigClient following(Cluster cluster, int documents, Duration checkEvery) {
        return Edict.connect(cluster)
                .checkEvery(checkEvery)
                .startTimeout(SOON)
                .follow(IntStream.range(0, documents)
                        .mapToObj(i -> id(i).toString())
                        .toArray(String[]::new))
                .start();
    }

    private static void changeAndAwait(ConfigClient client, int... documents) {
        awaitN(client, change(documents), documents);
    }

    private static long change(int... documents) {
        long n = NUMBERS.incrementAndGet();
        for (int i : documents) {
            operator.publisher().publish(Publication.of(id(i), Format.HOCON, "n = " + n));
        }
        return n;
    }

    private static void awaitN(ConfigClient client, long n, int... documents) {
        for (int i : documents) {
            client.follow(id(i)).await(now -> now.getLong("n") == n, SOON);
        }
    }

    private static void assertNothingHealed(ConfigClient client) {
        assertThat(client.status().counters().healed()).isZero();
    }

    private static void awaitWatches(long count) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SERVER.metric("zk_watch_count")).isEqualTo(count));
    }

    private static DocumentId id(int i) {
        return new DocumentId("crowd", "d" + i);
    }
}
