package io.edict.plain.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Versions to save, and what the tests of this package ask of copies. */
final class Copies {
    static final DocumentId ORDERS = DocumentId.of("shop/orders");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final String STORE = "store-a";

    /** Short waits and no tolerance for old proofs, so that each save is seen. */
    static final CopySettings QUICK = new CopySettings(1024 * 1024, Duration.ofMillis(200), Duration.ofNanos(1));

    private Copies() {}

    /** A version whose text follows from its number, so that a mixture of two is noticed. */
    static StoredVersion version(DocumentId id, long number) {
        return version(STORE, id, new Version(1, number), text(number));
    }

    static StoredVersion version(String store, DocumentId id, Version version, String text) {
        return of(store, id, version, Kind.CONTENT, Format.HOCON, Content.ofText(text));
    }

    static StoredVersion deletion(DocumentId id, long number) {
        return of(STORE, id, new Version(1, number), Kind.DELETION, Format.YAML, Content.EMPTY);
    }

    static StoredVersion of(String store, DocumentId id, Version version, Kind kind, Format format, Content content) {
        VersionInfo.Origin origin = new VersionInfo.Origin("Zoë \"the\" \n author", NOON, "why\u0000not\u2028");
        return new StoredVersion(
                store,
                new VersionInfo(
                        id,
                        version,
                        kind,
                        format,
                        content.size(),
                        content.sha256(),
                        origin,
                        new UUID(version.incarnation(), version.number()),
                        List.of(new VersionInfo.Member(id, version.number()))),
                content);
    }

    static String text(long number) {
        return "a = " + number + "\n" + "b = \"ä\"\n".repeat((int) (number % 50));
    }

    static Path current(Path directory, DocumentId id) {
        return new CopyFiles(directory).current(id);
    }

    static Path previous(Path directory, DocumentId id) {
        return new CopyFiles(directory).previous(id);
    }

    static LoadedCopy.Found found(LoadedCopy loaded) {
        assertThat(loaded).isInstanceOf(LoadedCopy.Found.class);
        return (LoadedCopy.Found) loaded;
    }

    /** The number of the version that is loaded, whose text has to be that version's. */
    static long number(LoadedCopy loaded) {
        StoredVersion version = found(loaded).version();
        long number = version.info().version().number();
        assertThat(version.content().text()).isEqualTo(text(number));
        return number;
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void put(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in a namespace's directory, sorted. */
    static List<String> names(Path directory, String namespace) {
        try {
            return CopyFiles.entries(directory.resolve(namespace)).stream()
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
