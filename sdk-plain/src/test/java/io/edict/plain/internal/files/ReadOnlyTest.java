package io.edict.plain.internal.files;

import static io.edict.plain.internal.files.OpenStores.await;
import static io.edict.plain.internal.files.OpenStores.awaitVersion;
import static io.edict.plain.internal.files.OpenStores.deadline;
import static io.edict.plain.internal.files.OpenStores.save;
import static io.edict.plain.internal.files.OpenStores.version;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ClusterStatus.Connection;
import io.edict.DocumentId;
import io.edict.error.AccessDeniedException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories in which nothing can be written, and directories that are not there. */
@Timeout(60)
class ReadOnlyTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Duration CHECK = Duration.ofMillis(100);

    @TempDir
    Path directory;

    private final OpenStores stores = new OpenStores();

    @AfterEach
    void close() {
        stores.close();
    }

    /** A file where the folder should be keeps even a privileged user from writing. */
    private void forbidWriting() throws IOException {
        Files.createFile(directory.resolve(".edict"));
    }

    @Test
    void documentsAreServedAndPublishingIsRefused() throws IOException {
        forbidWriting();
        save(directory, "shop/orders.conf", "a = 1");
        ConfigStore store = stores.open(directory);

        assertThat(awaitVersion(store, ORDERS, 1).content()).isEqualTo(Content.ofText("a = 1"));
        save(directory, "shop/orders.conf", "a = 2");
        awaitVersion(store, ORDERS, 2);
        assertThat(store.content(ORDERS, 1, deadline()).content()).isEqualTo(Content.ofText("a = 1"));
        assertThatThrownBy(() -> store.publish(List.of(text(ORDERS, "a = 3")), UUID.randomUUID(), deadline()))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("nothing can be written to " + directory);
        assertThat(Files.readString(directory.resolve("shop/orders.conf"))).isEqualTo("a = 2");
    }

    @Test
    void eachStartIsAnotherStore() throws IOException {
        forbidWriting();
        save(directory, "shop/orders.conf", "a = 1");

        assertThat(awaitVersion(stores.open(directory), ORDERS, 1).storeId())
                .isNotEqualTo(awaitVersion(stores.open(directory), ORDERS, 1).storeId());
    }

    @Test
    void swappedLinkOfAMountedVolumeIsNoticed() throws IOException {
        forbidWriting();
        Path shop = Files.createDirectories(directory.resolve("shop"));
        save(directory, "shop/..first/orders.conf", "a = 1");
        save(directory, "shop/..second/orders.conf", "a = 2");
        Files.createSymbolicLink(shop.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(shop.resolve("orders.conf"), Path.of("..data/orders.conf"));
        ConfigStore store = stores.open(directory);
        awaitVersion(store, ORDERS, 1);

        Files.createSymbolicLink(shop.resolve("..data_tmp"), Path.of("..second"));
        Files.move(shop.resolve("..data_tmp"), shop.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(awaitVersion(store, ORDERS, 2).content()).isEqualTo(Content.ofText("a = 2"));
        assertThat(store.documents("shop", deadline())).containsExactly(ORDERS);
    }

    @Test
    void emptiedDirectoryCountsAsLost() throws IOException {
        forbidWriting();
        save(directory, "shop/orders.conf", "a = 1");
        ConfigStore store = stores.open(directory, CHECK, 1024);
        awaitVersion(store, ORDERS, 1);
        Heard heard = new Heard();
        store.watch(heard).follow(ORDERS);
        Files.move(directory.resolve("shop"), directory.resolve(".moved"));

        await(() -> store.status().get(0).connection() == Connection.SUSPENDED);
        assertThat(store.status().get(0).problem()).contains("no documents any more");
        heard.changed.clear();
        Files.move(directory.resolve(".moved"), directory.resolve("shop"));

        await(() -> heard.changed.contains(ORDERS));
        assertThat(heard.states).containsExactly(Connection.CONNECTED, Connection.SUSPENDED, Connection.CONNECTED);
        assertThat(version(store, ORDERS).info().version().number()).isEqualTo(1);
    }

    @Test
    void missingDirectoryIsWaitedFor() {
        Path missing = directory.resolve("missing");
        ConfigStore store = stores.open(missing, CHECK, 1024);

        assertThatThrownBy(() -> store.current(ORDERS, Deadline.after(Duration.ofMillis(200))))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining(missing.toString());
        assertThat(store.status().get(0).connection()).isEqualTo(Connection.CONNECTING);
        assertThat(store.diagnose(deadline())).contains(missing.toString());
        save(missing, "shop/orders.conf", "a = 1");

        awaitVersion(store, ORDERS, 1);
    }

    @Test
    void vanishedJournalIsNoReasonToCountAnew() throws IOException {
        ConfigStore store = stores.open(directory, CHECK, 1024);
        store.publish(List.of(text(ORDERS, "a = 1")), UUID.randomUUID(), deadline());
        Files.move(directory.resolve(".edict"), directory.resolve(".gone"));

        await(() -> store.status().get(0).connection() == Connection.SUSPENDED);
        assertThat(store.status().get(0).problem()).contains("journal").contains("is gone; restore it");
        Files.move(directory.resolve(".gone"), directory.resolve(".edict"));

        assertThat(awaitVersion(store, ORDERS, 1).content()).isEqualTo(Content.ofText("a = 1"));
    }
}
