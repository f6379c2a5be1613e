package io.edict.plain.internal.disk;

import static io.edict.plain.internal.disk.Copies.NOON;
import static io.edict.plain.internal.disk.Copies.ORDERS;
import static io.edict.plain.internal.disk.Copies.QUICK;
import static io.edict.plain.internal.disk.Copies.bytes;
import static io.edict.plain.internal.disk.Copies.current;
import static io.edict.plain.internal.disk.Copies.found;
import static io.edict.plain.internal.disk.Copies.number;
import static io.edict.plain.internal.disk.Copies.previous;
import static io.edict.plain.internal.disk.Copies.put;
import static io.edict.plain.internal.disk.Copies.version;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.LocalCopyException;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Headers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedCopyTest {
    private static final String SECRET = "hunter2";

    @TempDir
    Path directory;

    private LocalCopies copies;
    private Path current;
    private Path previous;

    @BeforeEach
    void saveTwoGenerations() {
        copies = LocalCopies.open(directory, QUICK);
        copies.save(version(ORDERS, 1), NOON);
        copies.save(version(Copies.STORE, ORDERS, new Version(1, 2), "password = " + SECRET + "\n"), NOON);
        current = current(directory, ORDERS);
        previous = previous(directory, ORDERS);
    }

    @AfterEach
    void close() {
        copies.close();
    }

    @Test
    void copyCutAtAnyByteYieldsOlderGeneration() {
        byte[] whole = bytes(current);
        for (int length = 0; length < whole.length; length++) {
            put(current, Arrays.copyOf(whole, length));

            assertOlderGeneration();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x20, 0xff})
    void copyWithAnyByteChangedYieldsOlderGeneration(int bits) {
        byte[] whole = bytes(current);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) bits;
            put(current, changed);

            assertOlderGeneration();
        }
    }

    @Test
    void copyWithRandomDamageYieldsOlderGeneration() {
        Random random = new Random(4711);
        byte[] whole = bytes(current);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(2 * whole.length));
            int from = random.nextInt(damaged.length + 1);
            for (int i = from; i < damaged.length && i < from + 600; i++) {
                damaged[i] = (byte) random.nextInt();
            }
            put(current, Arrays.equals(damaged, whole) ? new byte[1] : damaged);

            assertOlderGeneration();
        }
    }

    private void assertOlderGeneration() {
        LoadedCopy.Found found = found(copies.load(ORDERS));
        assertThat(found.version()).isEqualTo(version(ORDERS, 1));
        assertThat(found.file()).isEqualTo(previous);
        assertThat(found.damage()).startsWith(current.toString()).doesNotContain(SECRET);
    }

    @Test
    void bothGenerationsCutAtAnyByteAreDamaged() {
        byte[] whole = bytes(current);
        byte[] older = bytes(previous);
        for (int length = 0; length < Math.min(whole.length, older.length); length++) {
            put(current, Arrays.copyOf(whole, length));
            put(previous, Arrays.copyOf(older, length));

            assertDamaged("previous").doesNotContain(SECRET);
        }
    }

    @Test
    void onlyTheNewestLeftAndCutIsDamagedNotAbsent() throws IOException {
        Files.delete(previous);
        put(current, new byte[0]);

        assertDamaged("orders.copy.previous is missing");
    }

    @Test
    void onlyTheOlderOneLeftIsTaken() throws IOException {
        Files.delete(current);

        assertOlderGeneration();
        assertThat(found(copies.load(ORDERS)).damage()).isEqualTo(current + " is missing");
    }

    @Test
    void copyOfALaterFormatIsNamedAsSuch() {
        put(
                current,
                new String(bytes(current), UTF_8)
                        .replaceFirst("edict-copy 1 ", "edict-copy 12 ")
                        .getBytes(UTF_8));

        assertOlderGeneration();
        assertThat(found(copies.load(ORDERS)).damage())
                .contains("copy format 12")
                .contains("upgrade Edict");
    }

    @Test
    void copyOfAnotherDocumentIsNotTaken() throws IOException {
        DocumentId other = DocumentId.of("shop/billing");
        Files.copy(current, current(directory, other));

        assertDamaged(other, "another document, shop/orders");
        copies.save(version(other, 1), NOON);
        assertThat(number(copies.load(other))).isEqualTo(1);
    }

    @Test
    void documentsThatDifferInCaseOnlyDoNotEvictEachOther() throws IOException {
        DocumentId upper = DocumentId.of("shop/Orders");
        Files.copy(current, current(directory, upper));

        assertDamaged(upper, "holds the copy of shop/orders");
        assertThatThrownBy(() -> copies.save(version(upper, 7), NOON))
                .isInstanceOf(LocalCopyException.class)
                .hasMessageContaining("holds the copy of shop/orders")
                .hasMessageContaining("upper from lower case");
        assertThat(bytes(current(directory, upper))).isEqualTo(bytes(current));
    }

    @Test
    void wholeFileWithForgedInsidesIsUnusable() throws IOException {
        Files.delete(previous);
        String good = new String(bytes(current), UTF_8);
        String body = good.substring(good.indexOf('\n') + 1);

        forge(body.replace("hunter2", "hunter3"));
        assertDamaged("another size or SHA-256");
        forge(body.replace("hunter2", "hunter"));
        assertDamaged("another size or SHA-256");
        forge(body.replace("\"edict\":1", "\"edict\":2"));
        assertDamaged("header format 2");
        forge(body.replace("\"encoding\":\"plain\"", "\"encoding\":\"gzip\""));
        assertDamaged("form that local copies do not have");
        forge(body.replace("\"document\":\"shop/orders\"", "\"document\":\"shop/other\""));
        assertDamaged("unusable header");
        forge(body.replace("\"version\":2", "\"version\":0"));
        assertDamaged("unusable header");
        forge(body.replaceFirst("proven \\S+", "proven yesterday"));
        assertDamaged("when it was proved");
        forge(body.replaceFirst("document ", "dokument "));
        assertDamaged("which document");
        forge(body.substring(0, body.indexOf('{')));
        assertDamaged("no header");
        forge("");
        assertDamaged("which document");
        forge(body);
        assertThat(found(copies.load(ORDERS)).damage()).isNull();
    }

    private void forge(String body) {
        String forged = Headers.sealedWithin(body);
        byte[] bytes = forged.getBytes(UTF_8);
        put(current, ("edict-copy 1 " + Content.sha256(bytes) + " " + bytes.length + "\n" + forged).getBytes(UTF_8));
    }

    private AbstractStringAssert<?> assertDamaged(String reason) {
        return assertDamaged(ORDERS, reason);
    }

    private AbstractStringAssert<?> assertDamaged(DocumentId id, String reason) {
        LoadedCopy loaded = copies.load(id);
        assertThat(loaded).isInstanceOf(LoadedCopy.Damaged.class);
        return assertThat(((LoadedCopy.Damaged) loaded).reason()).contains(reason);
    }

    @Test
    void hugeFileIsNotRead() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(current.toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertOlderGeneration();
        assertThat(found(copies.load(ORDERS)).damage()).contains("more than the 1048576 that are read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "directory"})
    void whatIsNoRegularFileIsNotFollowedAndIsNotRotated(String what) throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(current, elsewhere);
        byte[] before = bytes(elsewhere);
        if (what.equals("link")) {
            Files.createSymbolicLink(current, elsewhere);
            assertOlderGeneration();
            assertThat(found(copies.load(ORDERS)).damage()).endsWith("is not a regular file");
            copies.save(version(ORDERS, 3), NOON);
            assertThat(number(copies.load(ORDERS))).isEqualTo(3);
        } else {
            Files.createDirectory(current);
            assertOlderGeneration();
            assertThatThrownBy(() -> copies.save(version(ORDERS, 3), NOON)).isInstanceOf(LocalCopyException.class);
            assertOlderGeneration();
        }
        assertThat(bytes(elsewhere)).isEqualTo(before);
    }

    @Test
    void namespaceThatIsALinkIsNeitherReadNorWritten() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(directory.resolve("shop"), elsewhere);
        Files.createSymbolicLink(directory.resolve("shop"), elsewhere);

        assertDamaged("symbolic link");
        assertThatThrownBy(() -> copies.list("shop")).isInstanceOf(LocalCopyException.class);
        assertThatThrownBy(() -> copies.save(version(ORDERS, 3), NOON)).isInstanceOf(LocalCopyException.class);
        assertThat(elsewhere.resolve("orders.copy.previous")).exists();
    }

    @Test
    void namespaceThatIsAFileIsDamageToReadersAndAnErrorToWriters() {
        put(directory.resolve("file"), new byte[0]);
        DocumentId id = DocumentId.of("file/x");

        assertDamaged(id, "symbolic link or a file");
        assertThatThrownBy(() -> copies.save(version(id, 1), NOON))
                .isInstanceOf(LocalCopyException.class)
                .hasMessageContaining("no directory stands in its place");
    }
}
