package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.Layer;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.ListenerOptions;
import io.edict.Live;
import io.edict.Publication;
import io.edict.error.DocumentRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Layered views as they come and go, and what they tell. */
@Timeout(120)
class LayeredLifecycleTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LOW = "layers/low";
    private static final String HIGH = "layers/high";

    @TempDir
    private Path directory;

    private final InMemoryStore store = new InMemoryStore();

    private static Executor thread() {
        return task -> new Thread(task, "layered-lifecycle").start();
    }

    private static void publish(ConfigClient client, String id, String text) {
        client.publisher().publish(Publication.of(id, Format.HOCON, text));
    }

    private static void awaitVersion(ConfigClient client, String id) {
        client.follow(id).await(now -> true, SOON);
    }

    @Test
    void viewMadeWhileAFirstVersionComesIntoForceGetsIt() {
        try (ConfigClient publisher = Edict.connect(store).start();
                ConfigClient client =
                        Edict.connect(store).localCopies(directory).start()) {
            for (int i = 0; i < 150; i++) {
                String id = "layers/d" + i;
                client.follow(id);
                publish(publisher, id, "x = " + i);
                for (long end = System.nanoTime() + i * 20_000L; System.nanoTime() < end; ) {
                    Thread.onSpinWait();
                }
                LayeredView view = client.layered(Layers.of(Layer.document(id)));
                assertThat(view.await(now -> true, Duration.ofSeconds(5)).getInt("x"))
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void viewThatTwoThreadsMakeAtOnceIsRefusedToBoth() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Layers layers = Layers.of(Layer.document(LOW)).gate((candidate, current) -> {
            asked.countDown();
            answer.await(10, TimeUnit.SECONDS);
            return Verdict.refuse("the test says so");
        });
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, LOW, "x = 1");
            awaitVersion(client, LOW);
            CompletableFuture<LayeredView> first =
                    CompletableFuture.supplyAsync(() -> client.layered(layers), thread());
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<LayeredView> second =
                    CompletableFuture.supplyAsync(() -> client.layered(layers), thread());
            assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            answer.countDown();

            assertThatThrownBy(first::join).hasCauseInstanceOf(DocumentRefusedException.class);
            assertThatThrownBy(second::join).hasCauseInstanceOf(DocumentRefusedException.class);
            awaitAllTwenty(client);
        }
    }

    /** Were a place on the board given away twice, two of these would share it. */
    private static void awaitAllTwenty(ConfigClient client) {
        for (int i = 0; i < 20; i++) {
            publish(client, "layers/n" + i, "x = " + i);
            client.follow("layers/n" + i);
        }
        for (int i = 0; i < 20; i++) {
            FollowedDocument document = client.follow("layers/n" + i);
            assertThat(document.await(now -> true, SOON).getInt("x")).isEqualTo(i);
        }
    }

    @Test
    void layeredWhenAGateHangsIsRefusedInTimeAndWorksTheNextTime() {
        AtomicBoolean hang = new AtomicBoolean(true);
        Layers layers = Layers.of(Layer.document(LOW)).gate((candidate, current) -> {
            if (hang.get()) {
                new CountDownLatch(1).await();
            }
            return Verdict.accept();
        });
        try (ConfigClient client =
                Edict.connect(store).gateTimeout(Duration.ofMillis(200)).start()) {
            publish(client, LOW, "x = 1");
            awaitVersion(client, LOW);
            CompletableFuture<LayeredView> hanging =
                    CompletableFuture.supplyAsync(() -> client.layered(layers), thread());
            assertThatThrownBy(() -> hanging.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(DocumentRefusedException.class)
                    .hasMessageContaining("200 ms");
            hang.set(false);
            assertThat(client.layered(layers).snapshot().getInt("x")).isEqualTo(1);
        }
    }

    @Test
    void viewThatDoesNotComeAboutLetsGoOfItsDocuments() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, LOW, "x = ${nowhere}");
            client.follow(LOW);
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> client.follow(LOW).status().refusal() != null);
            Layers good = Layers.of(Layer.text("defaults", "nowhere = 1"), Layer.document(LOW));
            assertThat(client.layered(good).await(now -> true, SOON).getInt("x"))
                    .isEqualTo(1);
            assertThatThrownBy(() -> client.layered(Layers.of(Layer.document(LOW), Layer.optionalDocument(HIGH))))
                    .hasMessageContaining("nowhere");
            assertThat(client.status().documents())
                    .extracting(status -> status.id().toString())
                    .containsExactly(LOW);
        }
    }

    @Test
    void optionalDocumentThatAppearsChangesAndIsDeletedIsMergedEachTime() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, LOW, "x = 1, y = 1");
            LayeredView view = client.layered(Layers.of(Layer.optionalDocument(HIGH), Layer.document(LOW)));
            view.await(now -> true, SOON);
            Live<Integer> x = view.live("x", Integer.class);
            assertThat(x.get()).isEqualTo(1);
            publish(client, HIGH, "x = 2");
            assertThat(x.await(n -> n == 2, SOON)).isEqualTo(2);
            assertThat(view.snapshot().explain("x").toString()).contains(HIGH, LOW);
            publish(client, HIGH, "x = 3");
            assertThat(x.await(n -> n == 3, SOON)).isEqualTo(3);
            client.publisher().publish(Publication.deletion(DocumentId.of(HIGH)));
            assertThat(x.await(n -> n == 1, SOON)).isEqualTo(1);
        }
    }

    @Test
    void changeThatAHigherLayerHidesIsAnEventAndNoChange() {
        List<ClientEvent.ChangeShadowed> shadowed = new CopyOnWriteArrayList<>();
        List<String> heard = new CopyOnWriteArrayList<>();
        try (ConfigClient client = Edict.connect(store).start()) {
            client.onEvent(event -> {
                if (event instanceof ClientEvent.ChangeShadowed one) {
                    shadowed.add(one);
                }
            });
            publish(client, LOW, "x = 1, pool { y = 1 }");
            publish(client, HIGH, "x = 2");
            LayeredView view = client.layered(Layers.of(Layer.document(HIGH), Layer.document(LOW)));
            view.await(now -> true, SOON);
            view.live("x", Integer.class).subscribe(change -> heard.add("live"));
            view.subscribe(change -> heard.add("view"));
            view.subscribe(ListenerOptions.defaults().forPaths("pool"), change -> heard.add("pool"));
            publish(client, LOW, "x = 7, pool { y = 1 }");
            Awaitility.await().atMost(SOON).until(() -> shadowed.size() == 1);
            assertThat(shadowed.get(0).toString()).doesNotContain("7");
            publish(client, LOW, "x = 7, z = 1, pool { y = 1 }");
            Awaitility.await().atMost(SOON).until(() -> heard.contains("view"));
            publish(client, LOW, "x = 7, z = 1, pool { y = 2 }");
            Awaitility.await().atMost(SOON).until(() -> heard.size() == 3);
            assertThat(heard).containsExactlyInAnyOrder("view", "view", "pool");
        }
    }

    @Test
    void transactionIsRefusedAsAWholeWhenOneOfItsDocumentsIs() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, LOW, "x = 1");
            publish(client, HIGH, "x = 1");
            awaitVersion(client, LOW);
            awaitVersion(client, HIGH);
            client.follow(HIGH).live("x", Integer.class);
            client.publisher()
                    .publish(List.of(
                            Publication.of(LOW, Format.HOCON, "x = 2"),
                            Publication.of(HIGH, Format.HOCON, "x = wrong")));
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> client.follow(LOW).status().refusal() != null);
            assertThat(client.snapshot(LOW).getInt("x")).isEqualTo(1);
            assertThat(client.snapshot(HIGH).getInt("x")).isEqualTo(1);
        }
    }

    @Test
    void systemPropertiesAndEnvironmentLieOverDocuments() {
        System.setProperty("layeredlifecycle.pool.maxsize", "9");
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, LOW, "pool { max-size = 1, min = 1 }");
            LayeredView view = client.layered(Layers.of(
                    Layer.environment("LAYEREDLIFECYCLE_"),
                    Layer.systemProperties("layeredlifecycle."),
                    Layer.document(LOW)));
            assertThat(view.await(now -> true, SOON).getInt("pool.max-size")).isEqualTo(9);
            assertThat(view.snapshot().getInt("pool.min")).isEqualTo(1);
        } finally {
            System.clearProperty("layeredlifecycle.pool.maxsize");
        }
    }
}
