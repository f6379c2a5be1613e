package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.Source;
import io.edict.plain.junit.EdictExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Versions that the application could not use before. */
class PassedOverTest {
    private static final String ID = "shop/orders";
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @TempDir
    private Path copies;

    private final AtomicBoolean unusable = new AtomicBoolean(true);

    @BeforeEach
    void publish() {
        edict.publish(ID, "size = 1");
    }

    private ClientBuilder builder() {
        return edict.connect()
                .localCopies(copies)
                .follow(ID)
                .passOver(info -> unusable.get() && info.version().number() == 2);
    }

    @Test
    void copyBeforeAnUnusableOneIsTakenAndTheVersionRefused() {
        try (ConfigClient client =
                edict.connect().localCopies(copies).follow(ID).start()) {
            edict.publish(ID, "size = 2");
            await().atMost(SOON).until(() -> client.snapshot(ID).getInt("size") == 2);
        }
        try (ConfigClient client = builder().start()) {
            assertThat(client.snapshot(ID).getInt("size")).isEqualTo(1);
            assertThat(client.snapshot(ID).source().kind()).isEqualTo(Source.Kind.DISK);
            await().atMost(SOON).until(() -> client.follow(ID).status().state() == State.REFUSING);
        }
    }

    @Test
    void versionIsTakenWhereThereIsNoOther() {
        edict.publish(ID, "size = 2");
        try (ConfigClient client = builder().start()) {
            assertThat(client.snapshot(ID).getInt("size")).isEqualTo(2);
        }
    }

    @Test
    void versionThatWasPassedOverComesIntoForceWhenItIsReconsidered() {
        try (ConfigClient client = builder().start()) {
            edict.publish(ID, "size = 2");
            await().atMost(SOON).until(() -> client.follow(ID).status().state() == State.REFUSING);
            assertThat(client.snapshot(ID).getInt("size")).isEqualTo(1);
            unusable.set(false);
            client.reconsider(DocumentId.of(ID));
            await().atMost(SOON).until(() -> client.snapshot(ID).getInt("size") == 2);
            client.reconsider(DocumentId.of("shop/none"));
        }
    }
}
