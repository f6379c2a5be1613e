package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ClientEvent;
import io.edict.ConfigChange;
import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job in one test: publish, follow, change, refuse, roll back, lose the store, start from disk, catch up. */
class MainJobTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void applicationFollowsPublishesRefusalsRollbackAndAnOutage() {
        List<ConfigChange> heard = new CopyOnWriteArrayList<>();
        List<ClientEvent> events = new CopyOnWriteArrayList<>();
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start(directory.resolve("server"));
                ConfigClient operator =
                        Edict.connect(server.connectString()).author("ann").start()) {
            ConfigPublisher publisher = operator.publisher();
            publisher.publish(hocon("pool.size = 10, pool.wait = 5s, banner = hello"));

            try (ConfigClient application =
                    application(server).onEvent(events::add).start()) {
                FollowedDocument orders = application.follow("shop/orders");
                assertThat(orders.snapshot().getInt("pool.size")).isEqualTo(10);
                orders.subscribe(heard::add);

                publisher.publish(
                        hocon("pool.size = 20, pool.wait = 5s, color = red").ifVersion(1));
                orders.await(now -> now.version().number() == 2, SOON);
                Awaitility.await().untilAsserted(() -> assertThat(heard).hasSize(1));
                assertThat(heard.get(0).keys())
                        .map(Object::toString)
                        .containsExactly("removed banner", "added color", "updated pool.size");

                assertThatThrownBy(() -> publisher.publish(hocon("pool.size = }")))
                        .isInstanceOf(InvalidDocumentException.class);
                publisher.publish(hocon("pool.size = 100000"));
                Awaitility.await()
                        .untilAsserted(
                                () -> assertThat(orders.status().state()).isEqualTo(DocumentStatus.State.REFUSING));
                assertThat(orders.snapshot().getInt("pool.size")).isEqualTo(20);

                publisher.publish(Publication.rollback(ORDERS, 1));
                Snapshot rolledBack = orders.await(now -> now.version().number() == 4, SOON);
                assertThat(rolledBack.getInt("pool.size")).isEqualTo(10);

                server.stop();
                Awaitility.await()
                        .untilAsserted(() -> assertThat(orders.status().state()).isEqualTo(DocumentStatus.State.STALE));
                try (ConfigClient second =
                        application(server).startTimeout(Duration.ofSeconds(1)).start()) {
                    Snapshot fromDisk = second.snapshot("shop/orders");
                    assertThat(fromDisk.version()).isEqualTo(rolledBack.version());
                    assertThat(fromDisk.source().kind()).isEqualTo(Source.Kind.DISK);

                    server.restart();
                    publisher.publish(hocon("pool.size = 30"));
                    orders.await(now -> now.getInt("pool.size") == 30, SOON);
                    second.follow(ORDERS).await(now -> now.getInt("pool.size") == 30, SOON);
                }
            }
        }
        assertThat(events).anyMatch(ClientEvent.Refused.class::isInstance);
    }

    private ClientBuilder application(EmbeddedZooKeeper server) {
        return Edict.connect(server.connectString())
                .follow("shop/orders")
                .localCopies(directory.resolve("copies"))
                .gate(
                        "shop/orders",
                        (candidate, current) -> candidate.getInt("pool.size", 1) > 1000
                                ? Verdict.refuse("pool.size must be at most 1000")
                                : Verdict.accept());
    }

    private static Publication hocon(String text) {
        return Publication.of(ORDERS, Format.HOCON, text);
    }
}
