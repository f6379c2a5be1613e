package io.edict.plain.internal.disk;

import static io.edict.plain.internal.disk.Copies.NOON;
import static io.edict.plain.internal.disk.Copies.ORDERS;
import static io.edict.plain.internal.disk.Copies.QUICK;
import static io.edict.plain.internal.disk.Copies.number;
import static io.edict.plain.internal.disk.Copies.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edict.error.LocalCopyException;
import io.edict.plain.internal.fs.DiskOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
    @TempDir
    Path parent;

    @Test
    void missingDirectoriesAreMadeForTheirOwnerOnly() throws IOException {
        assumeTrue(parent.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path directory = parent.resolve("a/b");
        try (LocalCopies copies = LocalCopies.open(directory, QUICK)) {
            copies.save(version(ORDERS, 1), NOON);
            copies.save(version(ORDERS, 2), NOON);
        }

        for (String made : List.of("a", "a/b", "a/b/shop")) {
            assertThat(permissions(parent.resolve(made))).isEqualTo("rwx------");
        }
        for (String made : List.of(".lock", "shop/orders.copy", "shop/orders.copy.previous")) {
            assertThat(permissions(directory.resolve(made))).isEqualTo("rw-------");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "file/below", "dangling"})
    void whatIsNoDirectoryIsRefusedByNameWithARemedy(String name) throws IOException {
        Copies.put(parent.resolve("file"), new byte[0]);
        Files.createSymbolicLink(parent.resolve("dangling"), parent.resolve("nowhere"));
        Path directory = parent.resolve(name);

        assertThatThrownBy(() -> LocalCopies.open(directory, QUICK))
                .isInstanceOf(LocalCopyException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("no directory stands in its place")
                .hasMessageContaining("give the client a directory that it can make and write");
    }

    @Test
    void lockThatIsNoFileIsRefused() throws IOException {
        Files.createDirectory(parent.resolve(".lock"));

        assertThatThrownBy(() -> LocalCopies.open(parent, QUICK)).isInstanceOf(LocalCopyException.class);
    }

    @Test
    void directoryThatIsALinkIsUsed() throws IOException {
        Path real = Files.createDirectory(parent.resolve("real"));
        Path link = Files.createSymbolicLink(parent.resolve("link"), real);
        try (LocalCopies copies = LocalCopies.open(link)) {
            copies.save(version(ORDERS, 1), NOON);
        }
        try (LocalCopies copies = LocalCopies.open(real)) {
            assertThat(number(copies.load(ORDERS))).isEqualTo(1);
        }
    }

    @Test
    void directoryRemovedWhileInUseIsMadeAgain() throws IOException {
        Path directory = parent.resolve("copies");
        try (LocalCopies copies = LocalCopies.open(directory, QUICK)) {
            copies.save(version(ORDERS, 1), NOON);
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            assertThat(copies.load(ORDERS)).isEqualTo(new LoadedCopy.None());
            copies.save(version(ORDERS, 2), NOON);

            assertThat(number(copies.load(ORDERS))).isEqualTo(2);
        }
    }

    @Test
    void leftoversAreRemovedAndNothingElse() throws IOException {
        Path shop = Files.createDirectory(parent.resolve("shop"));
        for (String name : List.of("orders.copy.tmp-12", "gone.copy.tmp-999", "orders.copy.tmp-x", "notes.txt")) {
            Copies.put(shop.resolve(name), new byte[5]);
        }
        Files.createDirectory(shop.resolve("d.copy.tmp-1"));
        try (LocalCopies copies = LocalCopies.open(parent, QUICK)) {
            copies.save(version(ORDERS, 1), NOON);
        }

        assertThat(Copies.names(parent, "shop"))
                .containsExactly("d.copy.tmp-1", "notes.txt", "orders.copy", "orders.copy.tmp-x");
    }

    @Test
    void fullDeviceIsReportedByTheWrite() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));

        assertThatThrownBy(() -> new DiskOperations().write(full, List.of(ByteBuffer.allocate(200_000))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void writeFillsTheFileWithAllPartsWhateverTheirSize() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        byte[] big = new byte[300_001];
        for (int i = 0; i < big.length; i++) {
            big[i] = (byte) (i * 31);
        }
        new DiskOperations().write(file, List.of(ByteBuffer.wrap(big, 0, 7), ByteBuffer.wrap(big, 7, big.length - 7)));

        assertThat(Files.readAllBytes(file)).isEqualTo(big);
    }
}
