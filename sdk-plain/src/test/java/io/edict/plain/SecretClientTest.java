package io.edict.plain;

import static io.edict.plain.SecretBench.KEYS;
import static io.edict.plain.SecretBench.NEW_KEY;
import static io.edict.plain.SecretBench.OLD_KEY;
import static io.edict.plain.SecretBench.OLD_KEYS;
import static io.edict.plain.SecretBench.ORDERS;
import static io.edict.plain.SecretBench.enc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.edict.Binding;
import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.Format;
import io.edict.Layer;
import io.edict.LayeredSnapshot;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Live;
import io.edict.Masking;
import io.edict.Publication;
import io.edict.Secret;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.error.DocumentRefusedException;
import io.edict.error.SecretException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that follow documents with encrypted values, with keys, with others and without. */
class SecretClientTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ID = ORDERS.toString();
    private static final DocumentId OTHER = DocumentId.of("shop/stock");

    private final InMemoryStore store = new InMemoryStore();

    @TempDir
    private Path directory;

    /** What an application binds. */
    record Database(String url, Secret password) {}

    @Test
    void valuesWhenThereAreKeysAreReadAndBound() {
        try (ConfigClient publisher = Edict.connect(store).start()) {
            publish(publisher, "db { password = \"" + enc("db.password", "geheim") + "\", url = x${db.password} }");
            try (ConfigClient client =
                    Edict.connect(store).keys(KEYS).follow(ID).start()) {
                assertThat(client.snapshot(ID).getString("db.password")).isEqualTo("geheim");
                Live<Database> live =
                        client.follow(ID).live(Binding.of(Database.class).at("db"));
                assertThat(live.get().password().reveal()).isEqualTo("geheim");
                assertThat(live.get().url()).isEqualTo("xgeheim");
                assertThat(live.get().password().toString()).isEqualTo(Masking.MASK);
            }
        }
    }

    @Test
    void versionWhenThereAreNoKeysIsRefusedAndTheLastGoodOneStays() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, "a = 1");
            client.follow(ID).await(now -> now.has("a"), SOON);
            publish(client, "a = 2, p = \"" + enc("p", "geheim") + "\"");

            assertThat(refusal(client, 2).reason())
                    .isEqualTo(
                            "shop/orders version 2 cannot be used: the encrypted value at p (line 1), key"
                                    + " \"2026-11\", cannot be read without keys; give the client keys with ClientBuilder.keys");
            assertThat(client.snapshot(ID).getInt("a")).isEqualTo(1);
        }
    }

    @Test
    void valuesWhenLeftEncryptedAreMarked() {
        try (ConfigClient client = Edict.connect(store).leaveSecretsEncrypted().start()) {
            String token = enc("p", "geheim");
            publish(client, "p = \"" + token + "\", q = ${?p}, q = ${?none}");
            Snapshot snapshot = client.follow(ID).await(now -> true, SOON);

            assertThat(snapshot.getString("p")).isEqualTo(token);
            assertThat(Masking.shown(snapshot.config().root())).doesNotContain("enc(");
        }
    }

    @Test
    void keyThatIsAddedToTheFileIsUsedWithoutRestart() throws IOException {
        Path file = keyFile("current = 2026-05\n" + OLD_KEY);
        try (ConfigClient client = Edict.connect(store).keys(Keys.file(file)).start()) {
            publish(client, "p = \"" + Secrets.encrypt(OLD_KEYS, ORDERS, "p", "old") + "\"");
            client.follow(ID).await(now -> now.getString("p").equals("old"), SOON);
            publish(client, "p = \"" + enc("p", "new") + "\"");
            assertThat(refusal(client, 2).reason())
                    .contains("key \"2026-11\", needs a key that is not among the given ones");

            Files.writeString(file, "current = 2026-11\n" + OLD_KEY + "\n" + NEW_KEY);
            publish(client, "p = \"" + enc("p", "new") + "\", q = 1");

            assertThat(client.follow(ID).await(now -> now.has("q"), SOON).getString("p"))
                    .isEqualTo("new");
        }
    }

    @Test
    void localCopyHoldsCiphertextAndServesARestartThatHasTheKeysOnly() throws IOException {
        publishSecretAndCopy();
        assertThat(Files.readString(directory.resolve("shop/orders.copy")))
                .contains("enc(1:2026-11:")
                .doesNotContain("geheim");
        store.outage(true);

        try (ConfigClient restarted = copying().keys(KEYS).follow(ID).start()) {
            assertThat(restarted.snapshot(ID).getString("p")).isEqualTo("geheim");
            assertThat(restarted.snapshot(ID).source().kind()).isEqualTo(Source.Kind.DISK);
        }
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> copying().follow(ID).start())
                .withMessageNotContaining("geheim");
        store.outage(false);
        assertThatExceptionOfType(DocumentRefusedException.class)
                .isThrownBy(() -> copying().follow(ID).start())
                .withMessageContaining("give the client keys");
    }

    private void publishSecretAndCopy() {
        try (ConfigClient client = copying().keys(KEYS).start()) {
            publish(client, "p = \"" + enc("p", "geheim") + "\"");
            client.follow(ID).await(now -> now.has("p"), SOON);
        }
    }

    private ClientBuilder copying() {
        return Edict.connect(store).localCopies(directory).startTimeout(Duration.ofSeconds(2));
    }

    @Test
    void rolledBackTextCanStillBeRead() {
        try (ConfigClient client = Edict.connect(store).keys(KEYS).start()) {
            publish(client, "p = \"" + enc("p", "geheim") + "\"");
            publish(client, "q = 1");
            client.publisher().publish(Publication.rollback(ORDERS, 1));

            assertThat(client.follow(ID)
                            .await(now -> now.version().number() == 3, SOON)
                            .getString("p"))
                    .isEqualTo("geheim");
        }
    }

    @Test
    void transactionWhenOneValueCannotBeReadIsRefusedAsAWhole() {
        try (ConfigClient client = Edict.connect(store).keys(KEYS).start()) {
            publish(client, "p = 1");
            client.publisher().publish(Publication.of(OTHER, Format.HOCON, "p = 1"));
            client.follow(ID).await(now -> true, SOON);
            client.follow(OTHER.toString()).await(now -> true, SOON);

            client.publisher()
                    .publish(List.of(
                            Publication.of(ORDERS, Format.HOCON, "p = 2"),
                            Publication.of(OTHER, Format.HOCON, "p = \"" + enc("p", "geheim") + "\"")));

            assertThat(refusal(client, 2).reason()).contains(OTHER.toString());
            assertThat(client.snapshot(ID).getInt("p")).isEqualTo(1);
            assertThat(client.snapshot(OTHER.toString()).getInt("p")).isEqualTo(1);
        }
    }

    @Test
    void layersReferToSecretsOfOneAnotherAndExplainThemWithoutShowing() {
        try (ConfigClient client = Edict.connect(store).keys(KEYS).start()) {
            publish(
                    client,
                    "db { password = \"" + enc("db.password", "geheim") + "\" }\nlate = \"" + enc("late", "spät")
                            + "\"\nlate = ${?nowhere}");
            client.publisher()
                    .publish(Publication.of(
                            OTHER, Format.HOCON, "url = \"x=\"${db.password}${late}\npassword = ${db.password}"));
            LayeredSnapshot view = client.layered(Layers.of(
                            Layer.text("local", "mine = [${url}]"),
                            Layer.document(OTHER.toString()),
                            Layer.document(ID)))
                    .await(now -> true, SOON);

            assertThat(view.getString("url")).isEqualTo("x=geheimspät");
            assertThat(view.getStringList("mine")).containsExactly("x=geheimspät");
            assertThat(Masking.shown(view.config().root())).doesNotContain("geheim", "spät");
            assertThat(view.explain("db.password"))
                    .hasToString("db.password: shop/orders version 1, line 1 (secret, key \"2026-11\")");
            assertThat(view.explain("password"))
                    .hasToString("password: shop/stock version 1, line 2 (secret, key \"2026-11\")");
            assertThat(view.explain("url").toString()).endsWith("(secret, key \"2026-11\")");
            assertThat(view.explain("mine")).hasToString("mine: local, line 1 (secret)");
        }
    }

    @Test
    void localLayerWithAnEncryptedValueIsRefused() {
        try (ConfigClient client = Edict.connect(store).keys(KEYS).start()) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> client.layered(
                            Layers.of(Layer.text("local", "p = \"" + enc("p", "geheim") + "\""), Layer.document(ID))))
                    .withMessageContaining("stands in a text that is no document");
        }
    }

    @Test
    void damagedValueIsRefusedBeforeItIsPublishedAndComparedByTextOnly() {
        try (ConfigClient client = Edict.connect(store).start()) {
            assertThatExceptionOfType(SecretException.class).isThrownBy(() -> publish(client, "p = \"enc(1:k:\""));
            publish(client, "p = 1");
            client.publisher()
                    .publish(Publication.of(ORDERS, Format.HOCON, "p = \"enc(1:k:\"")
                            .unchecked());

            assertThat(client.publisher().diff(ORDERS, 1, 2).keys()).isEmpty();
            assertThat(client.publisher().diff(ORDERS, 1, 2).text()).isNotEmpty();
        }
    }

    @Test
    void localFileThatGetsAnEncryptedValueIsRefusedAndItsLastTextStays() throws IOException {
        Path file = Files.writeString(directory.resolve("local.conf"), "x = 1");
        List<ClientEvent> events = new CopyOnWriteArrayList<>();
        try (ConfigClient client =
                Edict.connect(store).keys(KEYS).onEvent(events::add).start()) {
            publish(client, "p = 1");
            LayeredView view = client.layered(Layers.of(Layer.file(file), Layer.document(ID)));
            view.await(now -> true, SOON);
            Files.writeString(file, "x = 2, p = \"" + enc("p", "geheim") + "\"");

            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> events.stream().anyMatch(ClientEvent.LocalFileRefused.class::isInstance));

            assertThat(view.snapshot().getInt("x")).isEqualTo(1);
        }
    }

    @Test
    void providerThatHangsOrThrowsRefusesInTimeAndDelaysNobodyElse() {
        Provider provider = new Provider();
        try (ConfigClient client = Edict.connect(store)
                .keys(provider)
                .gateTimeout(Duration.ofMillis(300))
                .start()) {
            provider.hangs = true;
            publish(client, "p = \"" + enc("p", "geheim") + "\"");
            client.publisher().publish(Publication.of(OTHER, Format.HOCON, "p = 1"));
            client.follow(ID);
            client.follow(OTHER.toString()).await(now -> true, SOON);
            assertThat(refusal(client, 1).reason()).contains("reading encrypted values", "300 ms");

            provider.hangs = false;
            provider.failure = new IllegalStateException("geheim");
            publish(client, "p = \"" + enc("p", "geheim") + "\"");
            assertThat(refusal(client, 2).reason())
                    .contains("key \"2026-11\", cannot be read", "threw java.lang.IllegalStateException")
                    .doesNotContain("geheim");

            provider.failure = new GeneralSecurityException("geheim");
            publish(client, "p = \"" + enc("p", "geheim") + "\"");
            assertThat(refusal(client, 3).reason()).contains("was changed").doesNotContain("geheim");

            provider.failure = null;
            publish(client, "p = \"" + enc("p", "geheim") + "\"");
            assertThat(client.follow(ID).await(now -> true, SOON).getString("p"))
                    .isEqualTo("geheim");
        }
    }

    private static final class Provider implements KeyProvider {
        private volatile boolean hangs;
        private volatile @Nullable Exception failure;

        @Override
        public String currentKeyId() throws Exception {
            return KEYS.currentKeyId();
        }

        @Override
        public byte @Nullable [] wrap(String keyId, byte[] dataKey, byte[] context) throws Exception {
            return KEYS.wrap(keyId, dataKey, context);
        }

        @Override
        public byte @Nullable [] unwrap(String keyId, byte[] wrapped, byte[] context) throws Exception {
            if (hangs) {
                new CountDownLatch(1).await();
            }
            Exception now = failure;
            if (now != null) {
                throw now;
            }
            return KEYS.unwrap(keyId, wrapped, context);
        }
    }

    private Path keyFile(String text) throws IOException {
        Path file = Files.createFile(
                directory.resolve("keys"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private static void publish(ConfigClient client, String text) {
        client.publisher().publish(Publication.of(ORDERS, Format.HOCON, text));
    }

    private static DocumentStatus.Refusal refusal(ConfigClient client, long number) {
        return Awaitility.await()
                .atMost(SOON)
                .until(
                        () -> client.follow(ID).status().refusal(),
                        refusal -> refusal != null
                                && refusal.version() != null
                                && refusal.version().number() == number);
    }
}
