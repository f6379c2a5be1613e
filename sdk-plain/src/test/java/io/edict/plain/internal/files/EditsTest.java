package io.edict.plain.internal.files;

import static io.edict.plain.internal.files.OpenStores.await;
import static io.edict.plain.internal.files.OpenStores.awaitVersion;
import static io.edict.plain.internal.files.OpenStores.deadline;
import static io.edict.plain.internal.files.OpenStores.save;
import static io.edict.plain.internal.files.OpenStores.version;
import static io.edict.plain.internal.store.Changes.content;
import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.onlyIf;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication.Expectation.CurrentIs;
import io.edict.VersionInfo;
import io.edict.error.AccessDeniedException;
import io.edict.error.ConflictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What hands do to files, and what becomes of it. */
@Timeout(60)
class EditsTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final DocumentId BILLING = DocumentId.of("shop/billing");

    @TempDir
    Path directory;

    private final OpenStores stores = new OpenStores();
    private ConfigStore store;

    @BeforeEach
    void open() {
        store = stores.open(directory);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void savedFileIsAVersionByItsOwner() throws IOException {
        save(directory, "shop/orders.yaml", "a: 1");

        StoredVersion version = awaitVersion(store, ORDERS, 1);
        assertThat(version.content()).isEqualTo(Content.ofText("a: 1"));
        assertThat(version.info().format()).isEqualTo(Format.YAML);
        assertThat(version.info().origin().author())
                .isEqualTo(Files.getOwner(directory.resolve("shop/orders.yaml")).getName());
        assertThat(version.info().origin().message()).isEqualTo("edited in place");
    }

    @Test
    void eachWayToSaveIsNoticed() throws IOException {
        save(directory, "shop/orders.conf", "a = 1");
        awaitVersion(store, ORDERS, 1);
        Path file = directory.resolve("shop/orders.conf");

        Files.writeString(file, "a = 2");
        awaitVersion(store, ORDERS, 2);
        save(directory, "shop/orders.conf", "a = 3");
        awaitVersion(store, ORDERS, 3);
        Files.delete(file);
        assertThat(awaitVersion(store, ORDERS, 4).info().isDeletion()).isTrue();
        Files.writeString(file, "a = 5");
        assertThat(awaitVersion(store, ORDERS, 5).content()).isEqualTo(Content.ofText("a = 5"));
        assertThat(store.history(ORDERS, deadline())).hasSize(5);
        assertThat(Files.readString(file)).isEqualTo("a = 5");
    }

    @Test
    void removedNamespaceDeletesItsDocuments() throws IOException {
        save(directory, "shop/orders.conf", "a = 1");
        awaitVersion(store, ORDERS, 1);

        Files.delete(directory.resolve("shop/orders.conf"));
        Files.delete(directory.resolve("shop"));

        assertThat(awaitVersion(store, ORDERS, 2).info().isDeletion()).isTrue();
    }

    @Test
    void savingTheSameIsNoVersion() {
        save(directory, "shop/orders.conf", "a = 1");
        awaitVersion(store, ORDERS, 1);
        save(directory, "shop/orders.conf", "a = 1");
        save(directory, "shop/billing.conf", "b = 1");

        awaitVersion(store, BILLING, 1);
        assertThat(version(store, ORDERS).info().version().number()).isEqualTo(1);
    }

    @Test
    void whatIsNoDocumentIsIgnored() throws IOException {
        for (String name :
                List.of("shop/.hidden.conf", "shop/notes.txt", "shop/a b.conf", "shop/README", ".git/x.conf")) {
            save(directory, name, "a = 1");
        }
        save(directory, "top.conf", "a = 1");
        Files.createDirectories(directory.resolve("shop/folder.conf"));
        Files.createDirectories(directory.resolve("no name"));
        save(directory, "shop/orders.conf", "a = 1");

        awaitVersion(store, ORDERS, 1);
        assertThat(store.namespaces(deadline())).containsExactly("shop");
        assertThat(store.documents("shop", deadline())).containsExactly(ORDERS);
    }

    @Test
    void twoFilesForOneDocumentAreAnErrorUntilOneGoes() throws IOException {
        save(directory, "shop/orders.conf", "a = 1");
        awaitVersion(store, ORDERS, 1);
        save(directory, "shop/orders.yaml", "a: 2");

        assertThat(awaitUnreadable(ORDERS))
                .hasMessageContaining(
                        "shop/orders stands in orders.conf and in orders.yaml; remove all of them but one");
        assertThat(store.content(ORDERS, 1, deadline()).content()).isEqualTo(Content.ofText("a = 1"));
        assertThatThrownBy(() -> publish(text(ORDERS, "a = 3")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("orders.yaml");

        Files.delete(directory.resolve("shop/orders.conf"));
        assertThat(awaitVersion(store, ORDERS, 2).info().format()).isEqualTo(Format.YAML);
    }

    @Test
    void fileAboveTheLimitIsAnErrorUntilItIsReplaced() throws IOException {
        save(directory, "shop/orders.conf", "a = 1");
        awaitVersion(store, ORDERS, 1);
        Files.write(directory.resolve("shop/orders.conf"), new byte[1024 * 1024 + 1]);

        assertThat(awaitUnreadable(ORDERS)).hasMessageContaining("orders.conf has 1048577 bytes, above the limit");
        assertThatThrownBy(() -> publish(onlyIf(new CurrentIs(1), text(ORDERS, "a = 2"))))
                .isInstanceOf(ConflictException.class);
        publish(text(ORDERS, "a = 2"));
        assertThat(version(store, ORDERS).content()).isEqualTo(Content.ofText("a = 2"));
        assertThat(Files.readString(directory.resolve("shop/orders.conf"))).isEqualTo("a = 2");
    }

    @Test
    void bytesThatAreNoTextAreTheReadersBusiness() throws IOException {
        byte[] noText = {(byte) 0xff, 0, (byte) 0xfe};
        Files.createDirectories(directory.resolve("shop"));
        Files.write(directory.resolve("shop/orders.conf"), noText);

        assertThat(awaitVersion(store, ORDERS, 1).content()).isEqualTo(Content.ofOwned(noText));
    }

    @Test
    void publishSeesTheEditThatNobodyHasNoticedYet() {
        publish(text(ORDERS, "a = 1"));
        save(directory, "shop/orders.conf", "a = 2");

        assertThatThrownBy(() -> publish(onlyIf(new CurrentIs(1), text(ORDERS, "a = 3"))))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("version 2");
        assertThat(version(store, ORDERS).content()).isEqualTo(Content.ofText("a = 2"));
    }

    @Test
    void publishedDocumentKeepsItsFileAndItsPermissions() throws IOException {
        save(directory, "shop/orders.hocon", "a = 1");
        awaitVersion(store, ORDERS, 1);
        Path file = directory.resolve("shop/orders.hocon");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        publish(text(ORDERS, "a = 2"));

        assertThat(Files.readString(file)).isEqualTo("a = 2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(files()).containsExactly("orders.hocon");
    }

    @Test
    void publishedFormatDecidesTheFile() throws IOException {
        publish(text(ORDERS, "a = 1"));
        assertThat(files()).containsExactly("orders.conf");
        Change yaml = content(ORDERS, Content.ofText("a: 2"));
        publish(new Change(ORDERS, yaml.kind(), Format.YAML, yaml.content(), Changes.ORIGIN, yaml.rule()));
        assertThat(files()).containsExactly("orders.yaml");
        publish(deletion(ORDERS));
        assertThat(files()).isEmpty();
        save(directory, "shop/billing.conf", "b = 1");

        awaitVersion(store, BILLING, 1);
        assertThat(store.history(ORDERS, deadline())).hasSize(3);
    }

    @Test
    void linkIsNotReplacedByAPublish() throws IOException {
        save(directory, ".elsewhere/orders.conf", "a = 1");
        Files.createDirectories(directory.resolve("shop"));
        Files.createSymbolicLink(directory.resolve("shop/orders.conf"), directory.resolve(".elsewhere/orders.conf"));
        awaitVersion(store, ORDERS, 1);

        assertThatThrownBy(() -> publish(text(ORDERS, "a = 2")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("symbolic link");
        assertThat(Files.readString(directory.resolve(".elsewhere/orders.conf")))
                .isEqualTo("a = 1");
    }

    @Test
    void editsMadeWhileNobodyLookedAreOnePublish() throws IOException {
        publish(text(ORDERS, "a = 1"));
        String storeId = version(store, ORDERS).storeId();
        store.close();
        save(directory, "shop/orders.conf", "a = 2");
        save(directory, "shop/billing.conf", "b = 1");

        ConfigStore next = stores.open(directory);

        VersionInfo orders = awaitVersion(next, ORDERS, 2).info();
        assertThat(orders.publishId())
                .isEqualTo(awaitVersion(next, BILLING, 1).info().publishId());
        assertThat(version(next, ORDERS).storeId()).isEqualTo(storeId);
        assertThat(next.content(ORDERS, 1, deadline()).content()).isEqualTo(Content.ofText("a = 1"));
    }

    @Test
    void editIsAnnounced() {
        Heard heard = new Heard();
        store.watch(heard).followNamespace("shop");
        save(directory, "shop/orders.conf", "a = 1");

        await(() -> heard.changed.contains(ORDERS));
        assertThat(version(store, ORDERS)).isNotNull();
    }

    private List<String> files() throws IOException {
        try (var found = Files.list(directory.resolve("shop"))) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private RuntimeException awaitUnreadable(DocumentId id) {
        await(() -> store.current(id, deadline()) instanceof Reading.Unreadable);
        return ((Reading.Unreadable) store.current(id, deadline())).reason();
    }

    private void publish(Change change) {
        store.publish(List.of(change), UUID.randomUUID(), deadline());
    }
}
