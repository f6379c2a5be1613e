package io.edict.plain.internal.files;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** A directory that is looked at when the test says so, and that can be put back to what a crash left. */
record Bench(Path directory) {
    static final DocumentId ORDERS = DocumentId.of("shop/orders");
    static final DocumentId BILLING = DocumentId.of("shop/billing");

    /** Opens the directory as a new process does, with no time to settle, and looks until nothing is left to do. */
    Keeper open() {
        FileSettings settings = new FileSettings(
                "files",
                directory,
                new FileSettings.Times(Duration.ofHours(1), Duration.ZERO),
                new ContentLimit(16 * 1024 * 1024),
                1000);
        Keeper keeper = Keeper.open(settings, InstantSource.system());
        look(keeper);
        return keeper;
    }

    static void look(Keeper keeper) {
        for (int i = 0; i < 2; i++) {
            keeper.look(true);
        }
    }

    static void publish(Keeper keeper, Change... changes) {
        keeper.publish(List.of(changes), Issuer.unsigned(UUID.randomUUID()), Deadline.after(Duration.ofSeconds(20)));
    }

    static StoredVersion version(Keeper keeper, DocumentId id) {
        if (keeper.head(id) instanceof Reading.Present present) {
            return present.version();
        }
        throw new AssertionError(id + " is " + keeper.head(id));
    }

    static List<Long> numbers(Keeper keeper, DocumentId id) {
        return keeper.history(id).stream()
                .map(VersionInfo::version)
                .map(version -> version.number())
                .toList();
    }

    Path journal() {
        return directory.resolve(".edict/journal");
    }

    Path file(String name) {
        return directory.resolve("shop").resolve(name);
    }

    String read(String name) throws IOException {
        return Files.readString(file(name));
    }

    /** Keeps a file as it is, under another name. */
    void keep(String name) throws IOException {
        Files.createLink(kept(name), file(name));
    }

    /** Puts a kept file back: the very file, as if nobody had replaced it. */
    void putBack(String name) throws IOException {
        Files.deleteIfExists(file(name));
        Files.createLink(file(name), kept(name));
    }

    private Path kept(String name) {
        return directory.resolve("shop").resolve("." + name + "-kept");
    }

    /** Where the journal's last record of a kind begins. */
    static int lastRecord(byte[] journal, String kind) {
        String text = new String(journal, StandardCharsets.ISO_8859_1);
        return text.lastIndexOf("\n" + kind + " ") + 1;
    }

    void save(String name, String text) throws IOException {
        Files.createDirectories(directory.resolve("shop"));
        Path fresh = Files.writeString(file(".fresh"), text);
        Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
