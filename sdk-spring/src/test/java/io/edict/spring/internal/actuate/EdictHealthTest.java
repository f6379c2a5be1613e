package io.edict.spring.internal.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentStatus;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.reload.Reload;
import io.edict.spring.internal.testing.FakeReload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What health says in each state of the store. */
class EdictHealthTest {
    private static final String ID = "shop/orders";

    private final InMemoryStore store = new InMemoryStore();
    private final ConfigClient client = Edict.connect(store)
            .gate(ID, (candidate, current) -> candidate.has("bad") ? Verdict.refuse("it is bad") : Verdict.accept())
            .start();
    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        client.close();
    }

    private void publish(String text) {
        client.publisher().publish(Publication.of(ID, Format.HOCON, text));
    }

    private EdictHealth health(ClientHandle handle, Map<String, String> settings) {
        return new EdictHealth(
                FakeHandle.providing(ClientHandle.class, handle),
                FakeHandle.providing(Reload.class, new FakeReload(Set.of())),
                FakeHandle.settings(settings).health(),
                nanos::get);
    }

    private static void until(ConfigClient client, DocumentStatus.State state) {
        await().until(() -> client.status().documents().get(0).state() == state);
    }

    @Test
    void storeWhenConnectedIsUp() {
        publish("x = 1");
        FakeHandle handle = FakeHandle.importing(client, ID);
        until(client, DocumentStatus.State.CURRENT);

        EdictHealth.Reading reading = health(handle, Map.of()).read();

        assertThat(reading.status()).isEqualTo("UP");
        assertThat(reading.details())
                .containsEntry("documents", Map.of(ID, "1"))
                .containsEntry("pendingRestart", 0)
                .containsOnlyKeys("clusters", "documents", "pendingRestart");
        assertThat(reading.details().get("clusters")).asString().contains("memory=connected since ");
    }

    @Test
    void optionalDocumentThatIsNotThereIsUp() {
        FakeHandle handle = FakeHandle.importing(client, ID);
        until(client, DocumentStatus.State.ABSENT);

        EdictHealth.Reading reading = health(handle, Map.of()).read();

        assertThat(reading.status()).isEqualTo("UP");
        assertThat(reading.details())
                .containsEntry("documents", Map.of(ID, "absent"))
                .doesNotContainKey("stale");
    }

    @Test
    void storeWhenAwayIsUpAndStaleWithAge() {
        publish("x = 1");
        FakeHandle handle = FakeHandle.importing(client, ID);
        until(client, DocumentStatus.State.CURRENT);
        store.outage(true);
        until(client, DocumentStatus.State.STALE);

        EdictHealth.Reading reading = health(handle, Map.of()).read();

        assertThat(reading.status()).isEqualTo("UP");
        assertThat(reading.details()).containsEntry("stale", true).containsEntry("documents", Map.of(ID, "1"));
        assertThat(Duration.parse((String) reading.details().get("age"))).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void storeWhenAwayForTooLongHasTheStatusThatIsSet() {
        publish("x = 1");
        FakeHandle handle = FakeHandle.importing(client, ID);
        until(client, DocumentStatus.State.CURRENT);
        store.outage(true);
        until(client, DocumentStatus.State.STALE);

        EdictHealth unknown = health(handle, Map.of("edict.health.stale-after", "50ms"));
        await().until(() -> unknown.read().status().equals("UNKNOWN"));
        EdictHealth down =
                health(handle, Map.of("edict.health.stale-after", "50ms", "edict.health.stale-status", "DOWN"));
        assertThat(down.read().status()).isEqualTo("DOWN");

        store.outage(false);
        until(client, DocumentStatus.State.CURRENT);
        await().until(() -> unknown.read().status().equals("UP"));
    }

    @Test
    void documentNeverSeenIsStaleSinceTheStart() {
        store.outage(true);
        await().until(() ->
                client.status().clusters().get(0).connection().name().equals("SUSPENDED")
                        || client.status().clusters().get(0).connection().name().equals("LOST"));
        EdictHealth health = health(FakeHandle.importing(client, ID), Map.of());
        nanos.addAndGet(Duration.ofMinutes(9).toNanos());

        assertThat(health.read().status()).isEqualTo("UP");
        assertThat(health.read().details()).containsEntry("age", "PT9M");

        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(health.read().status()).isEqualTo("UNKNOWN");
    }

    @Test
    void versionFromALocalCopyIsUpAndStale() {
        publish("x = 1");
        Edict.connect(store).localCopies(directory).follow(ID).start().close();
        store.outage(true);
        try (ConfigClient restarted = Edict.connect(store)
                .localCopies(directory)
                .follow(ID)
                .startTimeout(Duration.ofMillis(50))
                .start()) {
            EdictHealth.Reading reading =
                    health(FakeHandle.importing(restarted, ID), Map.of()).read();

            assertThat(reading.status()).isEqualTo("UP");
            assertThat(reading.details()).containsEntry("stale", true).containsEntry("documents", Map.of(ID, "1"));
        }
    }

    @Test
    void refusedVersionIsAmongTheDetails() {
        publish("x = 1");
        FakeHandle handle = FakeHandle.importing(client, ID);
        until(client, DocumentStatus.State.CURRENT);
        publish("bad = 1");
        until(client, DocumentStatus.State.REFUSING);

        EdictHealth.Reading reading = health(handle, Map.of()).read();

        assertThat(reading.status()).isEqualTo("UP");
        assertThat(reading.details().get("refused"))
                .asString()
                .contains("shop/orders=", "version=2", "reason=it is bad");
    }

    @Test
    void nothingImportedIsUnknown() {
        EdictHealth health = new EdictHealth(
                FakeHandle.nothing(ClientHandle.class),
                FakeHandle.nothing(Reload.class),
                FakeHandle.settings(Map.of()).health(),
                nanos::get);

        assertThat(health.read().status()).isEqualTo("UNKNOWN");
    }

    @Test
    void probeOfADeadStoreAsksTheClientForItsStatusAndNothingElse() {
        publish("x = 1");
        FakeHandle handle = FakeHandle.importing(client, ID);
        until(client, DocumentStatus.State.CURRENT);
        store.outage(true);
        until(client, DocumentStatus.State.STALE);
        List<String> calls = new ArrayList<>();

        EdictHealth health = health(handle.telling(calls::add), Map.of());
        health.read();
        health.read();

        assertThat(calls).containsExactly("status", "status");
    }
}
