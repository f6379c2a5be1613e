package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.FollowedDocument;
import io.edict.FollowedNamespace;
import io.edict.Format;
import io.edict.Layer;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Publication;
import io.edict.error.DocumentRefusedException;
import io.edict.error.InvalidRequestException;
import io.edict.error.UntrustedVersionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client with trusted publishers lets in, and what it goes on with. */
class SignedPublishesTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final DocumentId FEES = DocumentId.of("billing/fees");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SigningKey key = SigningKey.generate();
    private final InMemoryStore store = new InMemoryStore();

    @TempDir
    private Path directory;

    @Test
    void unsignedVersionIsRefusedAndTheNextSignedOneArrives() {
        publish(key, ORDERS, "n = 1");
        try (ConfigClient client =
                trusting(TrustedPublishers.of(key.publicKey())).start()) {
            FollowedDocument orders = client.follow(ORDERS);

            publish(null, ORDERS, "n = 666");

            awaitRefused(orders, "shop/orders version 2 is not trusted: it is not signed");
            assertThat(orders.snapshot().getInt("n")).isEqualTo(1);
            publish(key, ORDERS, "n = 3");
            orders.await(now -> now.getInt("n") == 3, SOON);
            assertThat(orders.status().refusal()).isNull();
        }
    }

    @Test
    void versionSignedByAStrangerIsRefused() {
        SigningKey stranger = SigningKey.generate();
        publish(key, ORDERS, "n = 1");
        try (ConfigClient client =
                trusting(TrustedPublishers.of(key.publicKey())).start()) {
            publish(stranger, ORDERS, "n = 666");

            awaitRefused(client.follow(ORDERS), "signed by key " + stranger.id() + ", which is not trusted here");
            assertThat(client.follow(ORDERS).snapshot().getInt("n")).isEqualTo(1);
        }
    }

    @Test
    void unsignedDeletionEmptiesNothingAndASignedOneDoes() {
        publish(key, ORDERS, "n = 1");
        try (ConfigClient client =
                        trusting(TrustedPublishers.of(key.publicKey())).start();
                ConfigClient forger = publisher(null);
                ConfigClient owner = publisher(key)) {
            FollowedDocument orders = client.follow(ORDERS);

            forger.publisher().publish(Publication.deletion(ORDERS));
            awaitRefused(orders, "version 2, a deletion, is not trusted");
            assertThat(orders.snapshot().isDeleted()).isFalse();

            publish(key, ORDERS, "n = 3");
            orders.await(now -> now.getInt("n", 0) == 3, SOON);
            owner.publisher().publish(Publication.deletion(ORDERS));
            await().atMost(SOON).until(() -> orders.snapshot().isDeleted());
        }
    }

    @Test
    void keyForOneNamespaceSignsNothingInAnotherAndHoldsUpTheWholeTransaction() {
        SigningKey clerk = SigningKey.generate();
        TrustedPublishers trusted = TrustedPublishers.of(key.publicKey()).and(clerk.publicKey(), "shop");
        together(key, "n = 1");
        try (ConfigClient client = trusting(trusted).follow(FEES.toString()).start()) {
            FollowedDocument orders = client.follow(ORDERS);
            FollowedDocument fees = client.follow(FEES);

            together(clerk, "n = 2");
            awaitRefused(fees, "trusted for other namespaces only");
            awaitRefused(orders, "published together with billing/fees");
            assertThat(orders.snapshot().getInt("n")).isEqualTo(1);
            assertThat(fees.snapshot().getInt("n")).isEqualTo(1);

            publish(key, FEES, "n = 3");
            fees.await(now -> now.getInt("n") == 3, SOON);
            orders.await(now -> now.getInt("n") == 2, SOON);
        }
    }

    @Test
    void keyThatComesAndGoesInTheDirectoryNeedsNoRestart() throws IOException {
        SigningKey next = SigningKey.generate();
        Files.writeString(directory.resolve("ann.pub"), key.publicText());
        publish(key, ORDERS, "n = 1");
        try (ConfigClient client =
                trusting(TrustedPublishers.inDirectory(directory)).start()) {
            FollowedDocument orders = client.follow(ORDERS);
            publish(next, ORDERS, "n = 2");
            awaitRefused(orders, "not trusted");

            Files.writeString(directory.resolve("next.pub"), "namespaces: shop\n" + next.publicText());
            orders.await(now -> now.getInt("n") == 2, SOON);

            Files.delete(directory.resolve("ann.pub"));
            await().atMost(SOON).until(() -> {
                publish(key, ORDERS, "n = 3");
                return orders.status().state() == State.REFUSING;
            });
            publish(next, ORDERS, "n = 4");
            orders.await(now -> now.getInt("n") == 4, SOON);
        }
    }

    @Test
    void damagedKeyFileTrustsNothingAndALostDirectoryChangesNothing() throws IOException {
        SigningKey next = SigningKey.generate();
        Path trusted = Files.createDirectory(directory.resolve("trusted"));
        Files.writeString(trusted.resolve("ann.pub"), key.publicText());
        Files.writeString(trusted.resolve("next.pub"), next.publicText());
        publish(key, ORDERS, "n = 1");
        try (ConfigClient client =
                trusting(TrustedPublishers.inDirectory(trusted)).start()) {
            FollowedDocument orders = client.follow(ORDERS);

            Files.writeString(trusted.resolve("next.pub"), "damaged");
            await().atMost(SOON).until(() -> {
                publish(next, ORDERS, "n = 666");
                return orders.status().state() == State.REFUSING;
            });
            awaitRefused(orders, "signed by key " + next.id() + ", which is not trusted here");
            publish(key, ORDERS, "n = 3");
            orders.await(now -> now.getInt("n") == 3, SOON);

            Files.move(trusted, directory.resolve("gone"));
            publish(key, ORDERS, "n = 4");
            orders.await(now -> now.getInt("n") == 4, SOON);
            publish(next, ORDERS, "n = 667");
            awaitRefused(orders, "not trusted here");
        }
    }

    @Test
    void directoryWithoutAUsableKeyIsRefusedAtOnce() throws IOException {
        assertThatThrownBy(() -> TrustedPublishers.inDirectory(directory))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no file *.pub");
        Files.writeString(directory.resolve("bad.pub"), "hello");
        assertThatThrownBy(() -> TrustedPublishers.inDirectory(directory))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("bad.pub");
        assertThatThrownBy(() -> TrustedPublishers.inDirectory(directory.resolve("none")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void startFailsWithTheReasonWhenTheOnlyVersionIsUnsigned() {
        publish(null, ORDERS, "n = 666");

        assertThatThrownBy(() -> trusting(TrustedPublishers.of(key.publicKey())).start())
                .isInstanceOf(DocumentRefusedException.class)
                .hasMessageContaining("shop/orders version 1 is not trusted: it is not signed");
    }

    @Test
    void namespacesLayersAndDocumentsOnDemandShowNothingUnsigned() {
        publish(key, ORDERS, "n = 1");
        publish(null, FEES, "n = 666");
        Layers layers = Layers.of(Layer.optionalDocument("shop/local"), Layer.document("shop/orders"));
        try (ConfigClient client =
                trusting(TrustedPublishers.of(key.publicKey())).layered(layers).start()) {
            LayeredView view = client.layered(layers);
            FollowedNamespace billing = client.followNamespace("billing");

            publish(null, DocumentId.of("shop/local"), "n = 667");
            awaitRefused(client.follow("shop/local"), "not signed");
            assertThat(view.snapshot().getInt("n")).isEqualTo(1);
            assertThat(billing.snapshots()).isEmpty();
            assertThatThrownBy(() -> client.get(FEES))
                    .isInstanceOf(DocumentRefusedException.class)
                    .hasMessageContaining("not signed");
            publish(key, FEES, "n = 2");
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(client.get(FEES).getInt("n")).isEqualTo(2));
        }
    }

    @Test
    void publisherReadsComparesAndRollsBackVerifiedVersionsOnly() {
        publish(null, ORDERS, "n = 666");
        publish(key, ORDERS, "n = 2");
        publish(key, ORDERS, "n = 3");
        try (ConfigClient client = Edict.connect(store)
                .signWith(key)
                .trustOnly(TrustedPublishers.of(key.publicKey()))
                .start()) {
            assertThatThrownBy(() -> client.publisher().read(ORDERS, 1)).isInstanceOf(UntrustedVersionException.class);
            assertThatThrownBy(() -> client.publisher().diff(ORDERS, 1, 2))
                    .isInstanceOf(UntrustedVersionException.class);
            assertThatThrownBy(() -> client.publisher().publish(Publication.rollback(ORDERS, 1)))
                    .isInstanceOf(UntrustedVersionException.class);

            client.publisher().publish(Publication.rollback(ORDERS, 2));
            assertThat(client.publisher().read(ORDERS).orElseThrow().text()).isEqualTo("n = 2");
        }
        try (ConfigClient withoutTrust = publisher(key)) {
            assertThatThrownBy(() -> withoutTrust.publisher().publish(Publication.rollback(ORDERS, 1)))
                    .as("a rollback would put our signature under it")
                    .isInstanceOf(UntrustedVersionException.class);
            withoutTrust.publisher().publish(Publication.rollback(ORDERS, 3));
        }
    }

    @Test
    void keyFileIsForItsOwnerAndReadBack() throws IOException {
        Path file = directory.resolve("ann.key");
        key.write(file);

        assertThat(SigningKey.read(file).id()).isEqualTo(key.id());
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThatThrownBy(() -> key.write(file)).isInstanceOf(InvalidRequestException.class);
        assertThat(key.toString()).isEqualTo("SigningKey[" + key.id() + "]");
        Files.writeString(directory.resolve("bad.key"), "canary");
        assertThatThrownBy(() -> SigningKey.read(directory.resolve("bad.key")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageNotContaining("canary");
    }

    private ClientBuilder trusting(TrustedPublishers trusted) {
        return Edict.connect(store)
                .follow(ORDERS.toString())
                .checkEvery(Duration.ofMillis(200))
                .startTimeout(SOON)
                .trustOnly(trusted);
    }

    private ConfigClient publisher(@Nullable SigningKey signing) {
        ClientBuilder builder = Edict.connect(store);
        return (signing == null ? builder : builder.signWith(signing)).start();
    }

    private void publish(@Nullable SigningKey signing, DocumentId id, String text) {
        try (ConfigClient client = publisher(signing)) {
            client.publisher().publish(Publication.of(id, Format.HOCON, text));
        }
    }

    private void together(SigningKey signing, String text) {
        try (ConfigClient client = publisher(signing)) {
            client.publisher()
                    .publish(List.of(
                            Publication.of(ORDERS, Format.HOCON, text), Publication.of(FEES, Format.HOCON, text)));
        }
    }

    private static void awaitRefused(FollowedDocument document, String reason) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(document.status().state()).isEqualTo(State.REFUSING);
            assertThat(document.status().refused().orElseThrow().reason()).contains(reason);
        });
    }
}
