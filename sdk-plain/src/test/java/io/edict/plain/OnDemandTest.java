package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.Binding;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.OnDemand;
import io.edict.Publication;
import io.edict.error.ClientClosedException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.StoreUnreachableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents on demand at the edges: no room, nothing there, the store away, the client closed. */
@Timeout(60)
class OnDemandTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final InMemoryStore store = new InMemoryStore();

    private ConfigClient client(OnDemand settings) {
        return Edict.connect(store)
                .onDemand(settings)
                .requestTimeout(Duration.ofSeconds(5))
                .start();
    }

    private static Executor thread() {
        return task -> new Thread(task, "on-demand").start();
    }

    private static void publish(ConfigClient client, String id, String text) {
        client.publisher().publish(Publication.of(id, Format.HOCON, text));
    }

    @Test
    void getWhenTheClientIsClosedMeanwhileEndsAtOnce() {
        ConfigClient client =
                Edict.connect(store).requestTimeout(Duration.ofMinutes(1)).start();
        store.outage(true);
        CompletableFuture<Object> waiting = CompletableFuture.supplyAsync(() -> client.get("demand/a"), thread());
        Awaitility.await().atMost(SOON).until(() -> client.status().onDemand().documents() == 1);
        client.close();

        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(ClientClosedException.class);
    }

    @Test
    void getWhenTheStoreIsAwayFailsWithinTheRequestTimeout() {
        try (ConfigClient client =
                Edict.connect(store).requestTimeout(Duration.ofMillis(200)).start()) {
            store.outage(true);
            assertThatThrownBy(() -> client.get("demand/a")).isInstanceOf(StoreUnreachableException.class);
        }
    }

    @Test
    void getWhenTheStoreIsAwayGivesTheLocalCopy() {
        for (boolean away : new boolean[] {false, true}) {
            store.outage(away);
            try (ConfigClient client = Edict.connect(store)
                    .localCopies(directory)
                    .requestTimeout(Duration.ofSeconds(away ? 1 : 10))
                    .start()) {
                if (!away) {
                    publish(client, "demand/a", "x = 1");
                }
                assertThat(client.get("demand/a").getInt("x")).isEqualTo(1);
            }
        }
    }

    @Test
    void missThatIsNotRememberedIsAskedForEachTimeAndHeals() {
        try (ConfigClient client = client(OnDemand.defaults().withMissesFor(Duration.ZERO))) {
            for (int i = 0; i < 200; i++) {
                assertThatThrownBy(() -> client.get("demand/a")).isInstanceOf(DocumentAbsentException.class);
            }
            assertThat(client.status().onDemand().documents()).isZero();
            assertThat(client.status().onDemand().absences()).isEqualTo(200);
            publish(client, "demand/a", "x = 1");
            assertThat(client.get("demand/a").getInt("x")).isEqualTo(1);
        }
    }

    @Test
    void missThatIsRememberedHealsWhenTheDocumentIsCreated() {
        try (ConfigClient client = client(OnDemand.defaults().withMissesFor(Duration.ofMinutes(1)))) {
            assertThatThrownBy(() -> client.get("demand/a")).isInstanceOf(DocumentAbsentException.class);
            assertThatThrownBy(() -> client.get("demand/a")).isInstanceOf(DocumentAbsentException.class);
            assertThat(client.status().onDemand().absences()).isEqualTo(1);
            publish(client, "demand/a", "x = 1");
            Awaitility.await()
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> client.get("demand/a").getInt("x") == 1);
        }
    }

    @Test
    void documentThatIsLargerThanAllRoomIsGivenAllTheSame() {
        try (ConfigClient client = client(OnDemand.defaults().withMaxBytes(10))) {
            publish(client, "demand/a", "x = 1, long = \"" + "y".repeat(100) + "\"");
            for (int i = 0; i < 20; i++) {
                assertThat(client.get("demand/a").getInt("x")).isEqualTo(1);
            }
            publish(client, "demand/a", "x = 2, long = \"" + "y".repeat(1000) + "\"");
            Awaitility.await().atMost(SOON).until(() -> client.get("demand/a").getInt("x") == 2);
        }
    }

    @Test
    void everyCallIsAnsweredThoughThereIsRoomForOneOnly() {
        try (ConfigClient client = client(OnDemand.defaults().withMaxDocuments(1))) {
            for (int i = 0; i < 8; i++) {
                publish(client, "demand/d" + i, "x = " + i);
            }
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                threads.add(CompletableFuture.runAsync(() -> readAtRandom(client, random), thread()));
            }
            CompletableFuture.allOf(threads.toArray(new CompletableFuture<?>[0]))
                    .join();
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> client.status().onDemand().documents() <= 1);
            assertThat(client.status().onDemand().failures()).isZero();
        }
    }

    private static void readAtRandom(ConfigClient client, SplittableRandom random) {
        for (int i = 0; i < 400; i++) {
            int n = random.nextInt(8);
            String id = "demand/d" + n;
            int x = random.nextBoolean()
                    ? client.get(id).getInt("x")
                    : client.get(DocumentId.of(id), Binding.of(Integer.class).at("x"));
            assertThat(x).isEqualTo(n);
        }
    }
}
