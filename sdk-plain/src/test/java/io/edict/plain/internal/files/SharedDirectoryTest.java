package io.edict.plain.internal.files;

import static io.edict.plain.internal.files.Bench.BILLING;
import static io.edict.plain.internal.files.Bench.ORDERS;
import static io.edict.plain.internal.files.OpenStores.await;
import static io.edict.plain.internal.files.OpenStores.awaitVersion;
import static io.edict.plain.internal.files.OpenStores.deadline;
import static io.edict.plain.internal.files.OpenStores.save;
import static io.edict.plain.internal.files.OpenStores.version;
import static io.edict.plain.internal.store.Changes.onlyIf;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.Publication.Expectation.CurrentIs;
import io.edict.error.ConflictException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several stores over one directory, in one process and in two. */
@Timeout(120)
class SharedDirectoryTest {
    @TempDir
    Path directory;

    private final OpenStores ours = new OpenStores();
    private final OpenStores theirs = new OpenStores();

    @AfterEach
    void close() {
        ours.close();
        theirs.close();
    }

    @Test
    void eachHearsOfWhatTheOtherPublishes() {
        ConfigStore one = ours.open(directory);
        ConfigStore two = theirs.open(directory);
        Heard heard = new Heard();
        two.watch(heard).follow(ORDERS);
        await(() -> heard.changed.remove(ORDERS));

        publish(one, text(ORDERS, "a = 1"));

        await(() -> heard.changed.remove(ORDERS));
        assertThat(version(two, ORDERS)).isEqualTo(version(one, ORDERS));
        publish(two, onlyIf(new CurrentIs(1), text(ORDERS, "a = 2")));
        assertThatThrownBy(() -> publish(one, onlyIf(new CurrentIs(1), text(ORDERS, "a = 3"))))
                .isInstanceOf(ConflictException.class);
        assertThat(one.history(ORDERS, deadline())).isEqualTo(two.history(ORDERS, deadline()));
    }

    @Test
    void editByHandIsOneVersionHoweverManyNoticeIt() {
        ConfigStore one = ours.open(directory);
        ConfigStore two = theirs.open(directory);
        for (int i = 1; i <= 10; i++) {
            save(directory, "shop/orders.conf", "a = " + i);
            StoredVersion version = awaitVersion(one, ORDERS, i);
            assertThat(awaitVersion(two, ORDERS, i)).isEqualTo(version);
        }
    }

    @Test
    void publishersInTwoProcessesLoseNothing() throws IOException {
        ConfigStore store = ours.open(directory);
        List<Long> made = new ArrayList<>();
        try (PublisherMain other = new PublisherMain(directory)) {
            for (int i = 0; i < 20; i++) {
                made.add(said(other));
                made.add(publish(store, text(ORDERS, "a = \"ours " + i + "\"")));
                publish(store, text(BILLING, "b = " + i));
            }
        }

        List<Long> kept = store.history(ORDERS, deadline()).stream()
                .map(info -> info.version().number())
                .toList();
        assertThat(kept)
                .containsExactlyElementsOf(LongStream.iterate(kept.get(0), number -> number > 0, number -> number - 1)
                        .limit(OpenStores.KEEP)
                        .boxed()
                        .toList());
        assertThat(made).doesNotHaveDuplicates();
        long last = kept.get(0);
        publish(store, text(ORDERS, "a = \"last\""));
        assertThat(awaitVersion(theirs.open(directory), ORDERS, last + 1)).isEqualTo(version(store, ORDERS));
        assertThat(Files.readString(directory.resolve("shop/orders.conf"))).isEqualTo("a = \"last\"");
    }

    private static long said(PublisherMain other) throws IOException {
        String line = String.valueOf(other.nextLine());
        assertThat(line).startsWith("made ");
        return Long.parseLong(line.substring("made ".length()));
    }

    private static long publish(ConfigStore store, Change change) {
        return store.publish(List.of(change), UUID.randomUUID(), deadline())
                .get(0)
                .version()
                .number();
    }
}
