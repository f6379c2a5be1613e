package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.Layer;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Publication;
import io.edict.error.EdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Local files among the layers: bad ones, vanishing ones, mended ones. */
@Timeout(120)
class LocalFilesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ID = "files/a";

    @TempDir
    private Path directory;

    private final InMemoryStore store = new InMemoryStore();
    private final List<ClientEvent.LocalFileRefused> refused = new CopyOnWriteArrayList<>();
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("local.conf");
    }

    private ConfigClient client() {
        return Edict.connect(store)
                .gateTimeout(Duration.ofMillis(300))
                .onEvent(event -> {
                    if (event instanceof ClientEvent.LocalFileRefused one) {
                        refused.add(one);
                    }
                })
                .start();
    }

    private static void publish(ConfigClient client, String text) {
        client.publisher().publish(Publication.of(ID, Format.HOCON, text));
    }

    private void awaitRefusals(int number) {
        Awaitility.await().atMost(SOON).until(() -> refused.size() == number);
    }

    @Test
    void viewGoesOnAfterAGateHungOnAFilesNewText() throws IOException {
        Files.writeString(file, "y = 1");
        Layers layers = Layers.of(Layer.file(file), Layer.document(ID)).gate((candidate, current) -> {
            if (candidate.getInt("y") == 2) {
                new CountDownLatch(1).await();
            }
            return Verdict.accept();
        });
        try (ConfigClient client = client()) {
            publish(client, "x = 1");
            LayeredView view = client.layered(layers);
            view.await(now -> true, SOON);

            Files.writeString(file, "y = 2");
            awaitRefusals(1);
            assertThat(view.snapshot().getInt("y")).isEqualTo(1);
            publish(client, "x = 2");
            assertThat(view.await(now -> now.getInt("x") == 2, SOON).getInt("y"))
                    .isEqualTo(1);
            Files.writeString(file, "y = 3");
            view.await(now -> now.getInt("y") == 3, SOON);
        }
    }

    @Test
    void documentThatWasRefusedBecauseOfAFileComesIntoForceWhenTheFileIsMended() throws IOException {
        Files.writeString(file, "y = 1");
        try (ConfigClient client = client()) {
            publish(client, "x = ${y}");
            LayeredView view = client.layered(Layers.of(Layer.file(file), Layer.document(ID)));
            view.await(now -> true, SOON);
            FollowedDocument document = client.follow(ID);

            publish(client, "x = ${z}");
            Awaitility.await().atMost(SOON).until(() -> document.status().refusal() != null);
            Files.writeString(file, "y = 1, z = 2");
            assertThat(view.await(now -> now.getInt("x") == 2, SOON).getInt("x"))
                    .isEqualTo(2);
            assertThat(document.status().refusal()).isNull();
        }
    }

    @Test
    void fileThatTurnsBadVanishesAndComesBackIsReportedAndMended() throws IOException {
        Files.writeString(file, "y = 1");
        try (ConfigClient client = client()) {
            publish(client, "x = 1");
            LayeredView view = client.layered(Layers.of(Layer.file(file), Layer.document(ID)));
            view.await(now -> true, SOON);
            Files.writeString(file, "y = [6");
            awaitRefusals(1);
            Files.delete(file);
            awaitRefusals(2);
            assertThat(view.snapshot().getInt("y")).isEqualTo(1);
            Files.writeString(file, "y = 2");
            view.await(now -> now.getInt("y") == 2, SOON);
            assertThat(refused).hasSize(2);
        }
    }

    @Test
    void optionalFileComesAndGoes() throws IOException {
        try (ConfigClient client = client()) {
            publish(client, "y = 1");
            LayeredView view = client.layered(Layers.of(Layer.optionalFile(file), Layer.document(ID)));
            view.await(now -> now.getInt("y") == 1, SOON);
            Files.writeString(file, "y = 2");
            view.await(now -> now.getInt("y") == 2, SOON);
            Files.delete(file);
            view.await(now -> now.getInt("y") == 1, SOON);
            assertThat(refused).isEmpty();
        }
    }

    @Test
    void viewOfAFileThatIsBadFromTheStartIsNotMadeUntilItIsMended() throws IOException {
        Files.writeString(file, "y = [6");
        Layers layers = Layers.of(Layer.file(file), Layer.document(ID));
        try (ConfigClient client = client()) {
            publish(client, "x = 1");
            assertThatThrownBy(() -> client.layered(layers))
                    .isInstanceOf(EdictException.class)
                    .hasMessageContaining("local.conf");
            assertThat(client.status().documents()).isEmpty();
            Files.writeString(file, "y = 6");
            assertThat(client.layered(layers).await(now -> true, SOON).getInt("y"))
                    .isEqualTo(6);
        }
    }
}
