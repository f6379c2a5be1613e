package io.edict.plain.internal.disk;

import static io.edict.plain.internal.disk.Copies.NOON;
import static io.edict.plain.internal.disk.Copies.ORDERS;
import static io.edict.plain.internal.disk.Copies.QUICK;
import static io.edict.plain.internal.disk.Copies.STORE;
import static io.edict.plain.internal.disk.Copies.bytes;
import static io.edict.plain.internal.disk.Copies.current;
import static io.edict.plain.internal.disk.Copies.deletion;
import static io.edict.plain.internal.disk.Copies.found;
import static io.edict.plain.internal.disk.Copies.names;
import static io.edict.plain.internal.disk.Copies.number;
import static io.edict.plain.internal.disk.Copies.previous;
import static io.edict.plain.internal.disk.Copies.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo.Kind;
import io.edict.error.InvalidRequestException;
import io.edict.error.LocalCopyException;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalCopiesTest {
    @TempDir
    Path directory;

    private LocalCopies open() {
        return LocalCopies.open(directory, QUICK);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void versionOfEachFormatComesBackAsItWas(Format format) {
        StoredVersion saved =
                Copies.of(STORE, ORDERS, new Version(7, 12), Kind.CONTENT, format, Content.ofText("a: \"ä\u0001\"\n"));
        try (LocalCopies copies = open()) {
            copies.save(saved, NOON);
        }

        try (LocalCopies later = open()) {
            assertThat(later.load(ORDERS))
                    .isEqualTo(new LoadedCopy.Found(saved, NOON, current(directory, ORDERS), null));
        }
    }

    @Test
    void deletionComesBackAndKeepsTheOrder() {
        try (LocalCopies copies = open()) {
            copies.save(version(ORDERS, 3), NOON);
            copies.save(deletion(ORDERS, 4), NOON);
            copies.save(version(ORDERS, 3), NOON.plusSeconds(1));

            assertThat(found(copies.load(ORDERS)).version()).isEqualTo(deletion(ORDERS, 4));
        }
    }

    @Test
    void emptyTextIsNoDeletion() {
        StoredVersion empty = version(STORE, ORDERS, new Version(1, 1), "");
        try (LocalCopies copies = open()) {
            copies.save(empty, NOON);

            assertThat(found(copies.load(ORDERS)).version()).isEqualTo(empty);
        }
    }

    @Test
    void contentThatIsNoTextComesBackByteForByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        StoredVersion saved =
                Copies.of(STORE, ORDERS, new Version(1, 1), Kind.CONTENT, Format.JSON, Content.ofOwned(all));
        try (LocalCopies copies = open()) {
            copies.save(saved, NOON);

            assertThat(found(copies.load(ORDERS)).version().content().toBytes()).isEqualTo(all);
        }
    }

    @Test
    void documentNeverSavedHasNone() throws IOException {
        try (LocalCopies copies = open()) {
            assertThat(copies.load(ORDERS)).isEqualTo(new LoadedCopy.None());
            Files.createDirectory(directory.resolve("shop"));
            assertThat(copies.load(ORDERS)).isEqualTo(new LoadedCopy.None());
        }
    }

    @Test
    void twoGenerationsAreKept() {
        try (LocalCopies copies = open()) {
            for (long number = 1; number <= 5; number++) {
                copies.save(version(ORDERS, number), NOON);
            }
            assertThat(names(directory, "shop")).containsExactly("orders.copy", "orders.copy.previous");
            assertThat(number(copies.load(ORDERS))).isEqualTo(5);
            Copies.put(current(directory, ORDERS), new byte[0]);
            assertThat(number(copies.load(ORDERS))).isEqualTo(4);
        }
    }

    @Test
    void olderVersionNeverReplacesNewerOne() {
        try (LocalCopies copies = open()) {
            copies.save(version(STORE, ORDERS, new Version(2, 1), "x=1"), NOON);
            byte[] before = bytes(current(directory, ORDERS));
            copies.save(version(STORE, ORDERS, new Version(1, 99), "x=2"), NOON.plusSeconds(60));

            assertThat(bytes(current(directory, ORDERS))).isEqualTo(before);
            assertThat(previous(directory, ORDERS)).doesNotExist();
        }
    }

    @Test
    void olderVersionDoesNotReplaceDamageWhenTheOlderGenerationIsAhead() {
        try (LocalCopies copies = open()) {
            copies.save(version(ORDERS, 5), NOON);
            copies.save(version(ORDERS, 6), NOON);
            Copies.put(current(directory, ORDERS), new byte[3]);
            copies.save(version(ORDERS, 4), NOON);

            assertThat(number(copies.load(ORDERS))).isEqualTo(5);
        }
    }

    @Test
    void versionOfAnotherStoreReplacesWhateverItsNumber() {
        StoredVersion other = version("store-b", ORDERS, new Version(1, 1), "x=1");
        try (LocalCopies copies = open()) {
            copies.save(version(ORDERS, 9), NOON);
            copies.save(other, NOON);

            assertThat(found(copies.load(ORDERS)).version()).isEqualTo(other);
        }
    }

    @Test
    void sameNumberWithOtherContentReplaces() {
        StoredVersion other = version(STORE, ORDERS, new Version(1, 9), "other = true");
        try (LocalCopies copies = open()) {
            copies.save(version(ORDERS, 9), NOON);
            copies.save(other, NOON);

            assertThat(found(copies.load(ORDERS)).version()).isEqualTo(other);
        }
    }

    @Test
    void newProofOfTheSameEditionUsesUpNoGeneration() {
        try (LocalCopies copies = open()) {
            copies.save(version(ORDERS, 1), NOON);
            copies.save(version(ORDERS, 2), NOON);
            byte[] older = bytes(previous(directory, ORDERS));
            copies.save(version(ORDERS, 2), NOON.plusSeconds(30));

            assertThat(found(copies.load(ORDERS)).provenAt()).isEqualTo(NOON.plusSeconds(30));
            assertThat(bytes(previous(directory, ORDERS))).isEqualTo(older);
        }
    }

    @Test
    void proofIsWrittenOnlyWhenItMovedByTheStep() {
        CopySettings patient = new CopySettings(QUICK.maxBytes(), QUICK.lockWait(), Duration.ofMinutes(5));
        try (LocalCopies copies = LocalCopies.open(directory, patient)) {
            copies.save(version(ORDERS, 1), NOON);
            copies.save(version(ORDERS, 1), NOON.plusSeconds(299));
            assertThat(found(copies.load(ORDERS)).provenAt()).isEqualTo(NOON);
            copies.save(version(ORDERS, 1), NOON.plusSeconds(300));
            assertThat(found(copies.load(ORDERS)).provenAt()).isEqualTo(NOON.plusSeconds(300));
            copies.save(version(ORDERS, 1), NOON.minusSeconds(1));
            assertThat(found(copies.load(ORDERS)).provenAt()).isEqualTo(NOON.minusSeconds(1));
        }
    }

    @Test
    void saveMendsDamageWithoutLosingTheGoodGeneration() {
        try (LocalCopies copies = open()) {
            copies.save(version(ORDERS, 1), NOON);
            copies.save(version(ORDERS, 2), NOON);
            Copies.put(current(directory, ORDERS), new byte[] {1, 2, 3});
            copies.save(version(ORDERS, 3), NOON);

            assertThat(number(copies.load(ORDERS))).isEqualTo(3);
            Copies.put(current(directory, ORDERS), new byte[0]);
            assertThat(number(copies.load(ORDERS))).isEqualTo(1);
        }
    }

    @Test
    void versionAboveTheLimitIsRefusedWithNothingTouched() {
        CopySettings small = new CopySettings(2_000, QUICK.lockWait(), QUICK.proofStep());
        try (LocalCopies copies = LocalCopies.open(directory, small)) {
            copies.save(version(ORDERS, 1), NOON);
            StoredVersion big = version(STORE, ORDERS, new Version(1, 2), "x".repeat(2_000));

            assertThatThrownBy(() -> copies.save(big, NOON))
                    .isInstanceOf(LocalCopyException.class)
                    .hasMessageContaining("Version 2 of shop/orders")
                    .hasMessageContaining("more than the 2000 allowed")
                    .hasMessageNotContaining("xxx");
            assertThat(number(copies.load(ORDERS))).isEqualTo(1);
            assertThat(names(directory, "shop")).containsExactly("orders.copy");
        }
    }

    @Test
    void namesThatLookLikeFilesOfOthersDoNotMeet() {
        DocumentId[] ids = {
            DocumentId.of("shop/a"),
            DocumentId.of("shop/a.copy"),
            DocumentId.of("shop/a.copy.previous"),
            DocumentId.of("shop/a.copy.tmp-1")
        };
        try (LocalCopies copies = open()) {
            for (long number = 1; number <= 2; number++) {
                for (DocumentId id : ids) {
                    copies.save(version(id, number), NOON);
                }
            }
        }
        try (LocalCopies later = open()) {
            later.save(version(ids[0], 3), NOON);
            assertThat(later.list("shop")).containsExactly(ids);
            assertThat(number(later.load(ids[0]))).isEqualTo(3);
            for (int i = 1; i < ids.length; i++) {
                assertThat(later.load(ids[i]))
                        .isEqualTo(new LoadedCopy.Found(version(ids[i], 2), NOON, current(directory, ids[i]), null));
            }
        }
    }

    @Test
    void listingNamesDeletedDamagedAndOlderCopiesAndNothingElse() throws IOException {
        try (LocalCopies copies = open()) {
            assertThat(copies.list("shop")).isEmpty();
            copies.save(deletion(DocumentId.of("shop/gone"), 1), NOON);
            Copies.put(directory.resolve("shop/damaged.copy"), new byte[0]);
            Copies.put(directory.resolve("shop/older.copy.previous"), new byte[0]);
            Copies.put(directory.resolve("shop/half.copy.tmp-12"), new byte[0]);
            Copies.put(directory.resolve("shop/.hidden.copy"), new byte[0]);
            Copies.put(directory.resolve("shop/not a name.copy"), new byte[0]);
            copies.save(version(DocumentId.of("other/x"), 1), NOON);

            assertThat(copies.list("shop")).extracting(DocumentId::name).containsExactly("damaged", "gone", "older");
        }
    }

    @Test
    void listingOfNoNamespaceIsRefused() {
        try (LocalCopies copies = open()) {
            assertThatThrownBy(() -> copies.list("..")).isInstanceOf(InvalidRequestException.class);
            Copies.put(directory.resolve("file"), new byte[0]);
            assertThatThrownBy(() -> copies.list("file"))
                    .isInstanceOf(LocalCopyException.class)
                    .hasMessageContaining(directory.resolve("file").toString());
        }
    }

    @Test
    void closedCopiesAreNotWrittenAnyMore() {
        LocalCopies copies = open();
        copies.save(version(ORDERS, 1), NOON);
        copies.close();
        copies.close();

        assertThatThrownBy(() -> copies.save(version(ORDERS, 2), NOON))
                .isInstanceOf(LocalCopyException.class)
                .hasMessageContaining("closed");
        assertThat(number(copies.load(ORDERS))).isEqualTo(1);
    }

    @Test
    void copyOfTwelveMebibytesFitsTheDefaults() {
        StoredVersion big = version(STORE, ORDERS, new Version(1, 1), "0123456789abcdef".repeat(12 * 65_536));
        try (LocalCopies copies = LocalCopies.open(directory)) {
            copies.save(big, NOON);

            assertThat(found(copies.load(ORDERS)).version()).isEqualTo(big);
        }
    }
}
