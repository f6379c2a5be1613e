package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.Format;
import io.edict.Publication;
import io.edict.error.DocumentAbsentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the README's failure table that need no server: what readers, listeners and operators see. */
class FailureRowsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");

    @TempDir
    private Path directory;

    private final InMemoryStore store = new InMemoryStore();
    private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
    private ConfigClient operator;

    @BeforeEach
    void publishFirst() {
        operator = Edict.connect(store).start();
        publish(1);
    }

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void localCopyThatCannotBeWrittenKeepsNothingFromComingIntoForce() throws Exception {
        Files.createFile(directory.resolve("shop"));
        try (ConfigClient client = client().localCopies(directory).start()) {
            publish(2);
            client.follow(ORDERS).await(now -> now.getInt("n") == 2, SOON);
            awaitEvent(ClientEvent.LocalCopyFailed.class);
            assertThat(client.follow(ORDERS).status().state()).isEqualTo(State.CURRENT);
        }
    }

    @Test
    void damagedLocalCopyIsReportedAndTheGenerationBeforeItServes() throws Exception {
        try (ConfigClient client = client().localCopies(directory).start()) {
            publish(2);
            client.follow(ORDERS).await(now -> now.getInt("n") == 2, SOON);
        }
        Path copy = directory.resolve("shop/orders.copy");
        Files.write(copy, new byte[] {1, 2, 3});
        store.outage(true);
        try (ConfigClient client = client().localCopies(directory)
                .startTimeout(Duration.ofSeconds(1))
                .start()) {
            assertThat(client.snapshot("shop/orders").getInt("n")).isEqualTo(1);
            awaitEvent(ClientEvent.LocalCopyFailed.class);
            store.outage(false);
            client.follow(ORDERS).await(now -> now.getInt("n") == 2, SOON);
        }
        store.outage(false);
    }

    @Test
    void listenerThatThrowsStaysSubscribedAndIsCounted() {
        List<Integer> heard = new CopyOnWriteArrayList<>();
        try (ConfigClient client = client().start()) {
            client.follow(ORDERS).subscribe(change -> {
                heard.add(change.after().getInt("n"));
                throw new IllegalStateException("on purpose");
            });
            publish(2);
            await().atMost(SOON).until(() -> heard.contains(2));
            publish(3);
            await().atMost(SOON).until(() -> heard.contains(3));
            awaitEvent(ClientEvent.ListenerFailed.class);
            await().atMost(SOON).until(() -> client.status().counters().listenerFailures() == 2);
            assertThat(client.follow(ORDERS).status().state()).isEqualTo(State.CURRENT);
        }
    }

    @Test
    void listenerThatHangsIsReportedOnceAndDelaysNoOther() {
        CountDownLatch hanging = new CountDownLatch(1);
        List<Integer> heard = new CopyOnWriteArrayList<>();
        try (ConfigClient client =
                client().slowListenerAfter(Duration.ofMillis(100)).start()) {
            client.follow(ORDERS).subscribe(change -> hanging.await());
            client.follow(ORDERS).subscribe(change -> heard.add(change.after().getInt("n")));
            publish(2);
            publish(3);
            await().atMost(SOON).until(() -> heard.contains(3));
            awaitEvent(ClientEvent.ListenerSlow.class);
            hanging.countDown();
        }
        assertThat(events)
                .filteredOn(ClientEvent.ListenerSlow.class::isInstance)
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void startWithoutSuchADocumentSaysSo() {
        assertThatThrownBy(() -> Edict.connect(store).follow("shop/nowhere").start())
                .isInstanceOf(DocumentAbsentException.class)
                .hasMessageContaining("shop/nowhere");
    }

    @Test
    void listenerMayCloseItsOwnClient() {
        CountDownLatch closed = new CountDownLatch(1);
        ConfigClient client = client().start();
        client.follow(ORDERS).subscribe(change -> {
            client.close();
            closed.countDown();
        });
        publish(2);
        await().atMost(SOON).until(() -> closed.getCount() == 0);
        assertThat(client.snapshot("shop/orders").version().number()).isBetween(1L, 2L);
    }

    private ClientBuilder client() {
        return Edict.connect(store).follow("shop/orders").onEvent(events::add);
    }

    private void publish(int n) {
        operator.publisher().publish(Publication.of(ORDERS, Format.HOCON, "n = " + n));
    }

    private void awaitEvent(Class<? extends ClientEvent> kind) {
        await().atMost(SOON).until(() -> events.stream().anyMatch(kind::isInstance));
    }
}
