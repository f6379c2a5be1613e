package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.FollowedNamespace;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import io.edict.plain.testing.TcpProxy.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Versions of the documents of a followed namespace come along too, on a real server. */
class NamespaceBellsIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);
    /** So that no regular check finds what a bell should have announced. */
    private static final Duration NEVER = Duration.ofHours(6);

    private static final int CHANGES = 20;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private ConfigClient operator;
    private ConfigPublisher publisher;
    private TcpProxy proxy;
    private String namespace;

    @BeforeEach
    void connect() {
        operator = Edict.connect(SERVER.connectString()).start();
        publisher = operator.publisher();
        proxy = TcpProxy.to(SERVER.clientPort());
        namespace = "whole" + NAMES.incrementAndGet();
    }

    @AfterEach
    void close() {
        proxy.close();
        operator.close();
    }

    @Test
    void changesOfItsDocumentsAndOfThoseAddedLaterCostAFollowerNoRead() {
        publish(1, "a", "b");
        try (ConfigClient client = client()) {
            FollowedNamespace followed = client.followNamespace(namespace);
            awaitN(followed, 1, "a", "b");
            publish(1, "later");
            ring(followed, "a", "b", "later");

            long asked = proxy.bytes(Direction.TO_SERVER);
            for (int n = 10; n < 10 + CHANGES; n++) {
                for (String name : List.of("a", "b", "later")) {
                    publish(n, name);
                    awaitN(followed, n, name);
                }
            }

            assertThat((proxy.bytes(Direction.TO_SERVER) - asked) / (3 * CHANGES))
                    .as("no question, but for some pings and moves to the next directories")
                    .isLessThan(25);
            assertQuiet(client);
        }
    }

    @Test
    void documentsPublishedTogetherAreHeardWithoutAReadAndSeenTogether() {
        publish(1, "a", "b", "c");
        try (ConfigClient client = client()) {
            FollowedNamespace followed = client.followNamespace(namespace);
            awaitN(followed, 1, "a", "b", "c");
            ring(followed, "a", "b", "c");
            Set<String> torn = ConcurrentHashMap.newKeySet();
            client.follow(namespace + "/a").subscribe(change -> {
                if (n(followed, "b") < change.after().getInt("n")) {
                    torn.add("b");
                }
            });

            long asked = proxy.bytes(Direction.TO_SERVER);
            for (int n = 10; n < 10 + CHANGES; n++) {
                publish(n, "c", "b", "a");
                awaitN(followed, n, "a", "b", "c");
            }

            assertThat((proxy.bytes(Direction.TO_SERVER) - asked) / (3 * CHANGES))
                    .as("no question, but for some pings and moves to the next directories")
                    .isLessThan(25);
            assertThat(torn).isEmpty();
            assertQuiet(client);
        }
    }

    @Test
    void namespaceThatBeginsWhileItIsFollowedIsHeardFromItsFirstDocumentOn() {
        try (ConfigClient client = client()) {
            FollowedNamespace followed = client.followNamespace(namespace);
            for (int i = 0; i < 10; i++) {
                publish(1, "d" + i);
                awaitN(followed, 1, "d" + i);
            }
            publisher.publish(Publication.deletion(DocumentId.of(namespace + "/d3")));
            await().atMost(SOON).until(() -> n(followed, "d3") == 0);
            publish(5, "d3");
            awaitN(followed, 5, "d3");
            assertQuiet(client);
        }
    }

    @Test
    void everythingIsHeardAgainAfterAReconnectAndWhatCameMeanwhileIsFound() {
        publish(1, "a", "b");
        try (ConfigClient client = client()) {
            FollowedNamespace followed = client.followNamespace(namespace);
            awaitN(followed, 1, "a", "b");
            ring(followed, "a", "b");
            for (int round = 10; round < 13; round++) {
                proxy.cut();
                publish(round, "a", "fresh" + round);
                proxy.restore();
                awaitN(followed, round, "a", "fresh" + round);
                publish(round, "b", "fresh" + round);
                publish(round + 100, "b", "fresh" + round);
                awaitN(followed, round + 100, "b", "fresh" + round);
            }
            assertThat(client.status().counters().healed()).isZero();
        }
    }

    @Test
    void namespaceOfManyDocumentsIsWatchedByOneWatch() throws Exception {
        try (ConfigClient client = client()) {
            FollowedNamespace followed = client.followNamespace(namespace);
            publish(1, "a", "b");
            awaitN(followed, 1, "a", "b");
            ring(followed, "a", "b");
            for (int hundred = 0; hundred < 3; hundred++) {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    names.add("m" + hundred + "-" + i);
                }
                publish(1, names.toArray(new String[0]));
            }
            await().atMost(SOON).until(() -> followed.snapshots().size() == 302);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(SERVER.metric("zk_watch_count")).isLessThan(30));

            for (int n = 10; n < 14; n++) {
                publish(n, "a", "m0-7", "m2-99");
                awaitN(followed, n, "a", "m0-7", "m2-99");
            }
            publish(14, "last");
            awaitN(followed, 14, "last");
            assertQuiet(client);
        }
    }

    /** From the first change of a document on its bells are listened for, and from the next one on they count. */
    private void ring(FollowedNamespace followed, String... names) {
        for (int n = 2; n < 5; n++) {
            for (String name : names) {
                publish(n, name);
                awaitN(followed, n, name);
            }
        }
    }

    private static void assertQuiet(ConfigClient client) {
        assertThat(client.status().counters().healed()).isZero();
        assertThat(client.status().counters().readsFailed()).isZero();
    }

    private ConfigClient client() {
        return Edict.connect(proxy.connectString()).checkEvery(NEVER).start();
    }

    private void publish(int n, String... names) {
        List<Publication> publications = new ArrayList<>();
        for (String name : names) {
            publications.add(Publication.of(namespace + "/" + name, Format.HOCON, "n = " + n));
        }
        publisher.publish(publications);
    }

    private static void awaitN(FollowedNamespace followed, int n, String... names) {
        for (String name : names) {
            await(name + " at " + n).atMost(SOON).until(() -> n(followed, name) == n);
        }
    }

    private static int n(FollowedNamespace followed, String name) {
        return followed.find(name)
                .filter(snapshot -> !snapshot.isDeleted())
                .map(snapshot -> snapshot.getInt("n"))
                .orElse(0);
    }
}
