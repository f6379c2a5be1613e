package io.edict.plain.variants;

import static io.edict.plain.variants.Clients.SOON;
import static io.edict.plain.variants.Clients.awaitN;
import static io.edict.plain.variants.Clients.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.DocumentStatus.State;
import io.edict.Format;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.Version;
import io.edict.error.InvalidRequestException;
import io.edict.plain.ClientBuilder;
import io.edict.plain.Edict;
import io.edict.plain.StoreRecovery;
import io.edict.plain.StoreRecovery.Republished;
import io.edict.plain.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that was restored from an older backup, with and without a new incarnation. */
class RestoreIT {
    private static final Duration SESSION = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final ServerProcess server = ServerProcess.standalone();
    private final List<Version> heard = new CopyOnWriteArrayList<>();
    private final List<ClientEvent> events = new CopyOnWriteArrayList<>();
    private ConfigClient operator;
    private ConfigClient follower;

    /** The backup holds a at 3, b and c at 1, d deleted; the follower has a at 5, b and c at 2, d at 3, and e. */
    @BeforeEach
    void followThenRestore() {
        server.start();
        operator = client().start();
        for (int n = 1; n <= 3; n++) {
            publish(operator, "shop/a", n);
        }
        publishTogether(1);
        publish(operator, "shop/d", 1);
        operator.publisher().publish(Publication.deletion(DocumentId.of("shop/d")));
        operator.close();
        server.terminate();
        server.backUp(directory.resolve("backup"));
        server.start();

        operator = client().start();
        publish(operator, "shop/a", 4);
        publish(operator, "shop/a", 5);
        publishTogether(2);
        publish(operator, "shop/d", 3);
        publish(operator, "shop/e", 1);
        follower = client().localCopies(directory.resolve("copies"))
                .follow("shop/a", "shop/b", "shop/c", "shop/d", "shop/e")
                .onEvent(events::add)
                .start();
        follower.follow(DocumentId.of("shop/a"))
                .subscribe(change -> heard.add(change.after().version()));

        server.terminate();
        server.restore(directory.resolve("backup"));
        server.start();
        await().atMost(SOON).until(() -> behind("shop/a") && behind("shop/b") && behind("shop/d"));
        await().atMost(SOON).until(() -> events.stream().anyMatch(ClientEvent.DocumentMissing.class::isInstance));
    }

    @AfterEach
    void close() {
        follower.close();
        operator.close();
        server.close();
    }

    @Test
    void withoutANewIncarnationNothingGoesBackAndEverythingIsReported() {
        publish(operator, "shop/a", 44);
        await().atMost(SOON)
                .until(() -> events.stream()
                        .anyMatch(event -> event instanceof ClientEvent.StoreBehind behind
                                && behind.found().equals(new Version(1, 4))));
        assertThat(follower.snapshot("shop/a").getInt("n")).isEqualTo(5);
        assertStale("shop/a", "shop/b", "shop/c", "shop/d", "shop/e");

        publish(operator, "shop/a", 55);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(status("shop/a").state()).isEqualTo(State.REFUSING));
        assertThat(status("shop/a").refused().orElseThrow().reason()).contains("another content");
        assertThat(follower.snapshot("shop/a").getInt("n")).isEqualTo(5);
        assertThat(heard).isEmpty();
        restartFromCopies();
        assertThat(follower.snapshot("shop/a").getInt("n")).isEqualTo(5);
        assertThat(follower.snapshot("shop/b").getInt("n")).isEqualTo(2);
    }

    @Test
    void afterRaisingWhatIsPublishedIsTakenAndTheRestStaysUntilItIsPublishedAgain() {
        StoreRecovery recovery = StoreRecovery.of(operator);
        assertThat(recovery.incarnation()).isEqualTo(1);
        assertThat(recovery.raise(1)).isEqualTo(2);
        assertThatThrownBy(() -> recovery.raise(1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("incarnation 2, not 1");

        publish(operator, "shop/a", 44);
        awaitN(follower, "shop/a", 44);
        assertThat(follower.snapshot("shop/a").version()).isEqualTo(new Version(2, 4));
        await().atMost(SOON).untilAsserted(() -> assertThat(heard).containsExactly(new Version(2, 4)));
        assertThat(follower.snapshot("shop/b").getInt("n")).isEqualTo(2);
        assertStale("shop/b", "shop/c", "shop/d", "shop/e");
        assertThat(recovery.survey().earlier()).hasSize(3);
        assertThat(recovery.survey().current()).hasSize(1);
        restartFromCopies();
        assertThat(follower.snapshot("shop/a").getInt("n")).isEqualTo(44);
    }

    @Test
    void afterPublishingAgainTheWholeFleetIsAtWhatTheBackupHolds() {
        publish(operator, "shop/a", 44);
        StoreRecovery recovery = StoreRecovery.of(operator);
        recovery.raise(recovery.incarnation());
        publish(operator, "shop/c", 7);
        Republished done = recovery.republish();
        assertThat(done.failed()).isEmpty();
        assertThat(done.published()).hasSize(3);
        assertThat(recovery.survey().earlier()).isEmpty();
        assertThat(recovery.republish().published()).as("nothing is left to do").isEmpty();

        awaitN(follower, "shop/a", 44);
        awaitN(follower, "shop/b", 1);
        awaitN(follower, "shop/c", 7);
        follower.follow(DocumentId.of("shop/d")).await(Snapshot::isDeleted, SOON);
        await().atMost(SOON).untilAsserted(() -> assertThat(heard).containsExactly(new Version(2, 5)));
        assertStale("shop/e");
        try (ConfigClient fresh = client().followNamespace("shop").start()) {
            for (Snapshot snapshot : fresh.followNamespace("shop").snapshots().values()) {
                Snapshot known = follower.snapshot(snapshot.id().toString());
                assertThat(known.version()).isEqualTo(snapshot.version());
                assertThat(known.info().sha256()).isEqualTo(snapshot.info().sha256());
            }
            publish(operator, "shop/e", 9);
            awaitN(follower, "shop/e", 9);
        }
        assertThat(operator.publisher().history(DocumentId.of("shop/a"))).hasSize(5);
        restartFromCopies();
        assertThat(follower.snapshot("shop/a").getInt("n")).isEqualTo(44);
    }

    @Test
    void documentsThatWerePublishedTogetherComeIntoForceTogetherAgain() {
        StoreRecovery recovery = StoreRecovery.of(operator);
        recovery.raise(1);
        Republished done = recovery.republish();
        assertThat(done.published().stream()
                        .filter(result -> result.published().together().size() == 2))
                .extracting(result -> result.published().id().toString())
                .containsExactlyInAnyOrder("shop/b", "shop/c");
        awaitN(follower, "shop/b", 1);
        awaitN(follower, "shop/c", 1);
    }

    private void restartFromCopies() {
        follower.close();
        server.kill();
        follower = client().localCopies(directory.resolve("copies"))
                .startTimeout(Duration.ofSeconds(2))
                .follow("shop/a", "shop/b")
                .start();
    }

    private ClientBuilder client() {
        return Edict.connect(server.connectString())
                .sessionTimeout(SESSION)
                .requestTimeout(SOON)
                .startTimeout(SOON);
    }

    private void publishTogether(int n) {
        operator.publisher()
                .publish(List.of(
                        Publication.of("shop/b", Format.HOCON, "n = " + n),
                        Publication.of("shop/c", Format.HOCON, "n = " + n)));
    }

    private boolean behind(String id) {
        return events.stream()
                .anyMatch(event -> event instanceof ClientEvent.StoreBehind behind
                        && behind.id().toString().equals(id));
    }

    private DocumentStatus status(String id) {
        return follower.follow(DocumentId.of(id)).status();
    }

    private void assertStale(String... ids) {
        assertThat(List.of(ids)).allSatisfy(id -> {
            assertThat(status(id).state()).isEqualTo(State.STALE);
            assertThat(status(id).problem()).isNotNull();
        });
    }
}
