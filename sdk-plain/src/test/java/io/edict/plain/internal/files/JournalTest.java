package io.edict.plain.internal.files;

import static io.edict.plain.internal.files.Bench.ORDERS;
import static io.edict.plain.internal.files.Bench.numbers;
import static io.edict.plain.internal.files.Bench.publish;
import static io.edict.plain.internal.files.Bench.version;
import static io.edict.plain.internal.store.Changes.content;
import static io.edict.plain.internal.store.Changes.keeping;
import static io.edict.plain.internal.store.Changes.noise;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.VersionInfo.Kind;
import io.edict.VersionInfo.Origin;
import io.edict.error.CorruptContentException;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal's file, well and damaged. */
class JournalTest {
    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void makeDirectory() {
        bench = new Bench(directory);
    }

    @Test
    void damageInTheMiddleLosesThatRecordAlone() throws IOException {
        publish(bench.open(), text(ORDERS, "a = 1"));
        int second = Files.readAllBytes(bench.journal()).length;
        publish(bench.open(), text(ORDERS, "a = 2"));
        publish(bench.open(), text(ORDERS, "a = 3"));
        byte[] journal = Files.readAllBytes(bench.journal());
        journal[second + 100] ^= 1;
        Files.write(bench.journal(), journal);

        Keeper keeper = bench.open();

        assertThat(numbers(keeper, ORDERS)).containsExactly(3L, 1L);
        publish(keeper, text(ORDERS, "a = 4"));
        assertThat(numbers(bench.open(), ORDERS)).containsExactly(4L, 3L, 1L);
    }

    @Test
    void damageWhileOpenIsFoundInTheContent() throws IOException {
        Keeper keeper = bench.open();
        publish(keeper, text(ORDERS, "name = value"));
        byte[] journal = Files.readAllBytes(bench.journal());
        int at = new String(journal, StandardCharsets.ISO_8859_1).indexOf("name = value");
        journal[at] ^= 1;
        Files.write(bench.journal(), journal);

        assertThat(keeper.head(ORDERS))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason())
                                .isInstanceOf(CorruptContentException.class)
                                .hasMessageContaining("shop/orders version 1 does not match its checksum")
                                .hasMessageNotContaining("name"));
    }

    @Test
    void documentThatIsAJournalIsNotTakenForOne() throws IOException {
        Keeper keeper = bench.open();
        publish(keeper, text(ORDERS, "a = 1"));
        publish(keeper, text(ORDERS, "a = 2"));
        Bench other = new Bench(Files.createDirectories(directory.resolve(".other")));
        for (int i = 1; i <= 5; i++) {
            publish(other.open(), text(ORDERS, "a = " + i));
        }
        publish(keeper, content(ORDERS, Content.ofOwned(Files.readAllBytes(other.journal()))));
        byte[] whole = Files.readAllBytes(bench.journal());
        int end = Bench.lastRecord(whole, "written") - 2;
        Files.write(bench.journal(), Arrays.copyOf(whole, end));
        bench.save("orders.conf", "a = 2");

        assertThat(numbers(bench.open(), ORDERS)).containsExactly(2L, 1L);
    }

    @Test
    void textFullOfFalseBeginningsIsNotSearchedForEver() throws IOException {
        Keeper keeper = bench.open();
        publish(keeper, text(ORDERS, "a = 1"));
        publish(keeper, text(ORDERS, "#\n" + "publish 150000 0a0b0c0d\n".repeat(15_000)));
        byte[] whole = Files.readAllBytes(bench.journal());
        Files.write(bench.journal(), Arrays.copyOf(whole, Bench.lastRecord(whole, "written") - 2));

        assertThatThrownBy(() -> bench.open())
                .hasMessageContaining("full of what looks like the beginnings of records");

        Files.write(bench.journal(), whole);
        assertThat(numbers(bench.open(), ORDERS)).containsExactly(2L, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "edict", "edict-journal 2 x 1\n", "something else\n"})
    void fileThatIsNoJournalIsLeftAlone(String text) throws IOException {
        publish(bench.open(), text(ORDERS, "a = 1"));
        Files.writeString(bench.journal(), text);

        assertThatThrownBy(() -> bench.open())
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("is no journal that this release of Edict can read");
        assertThat(bench.journal()).hasContent(text);
    }

    @Test
    void journalIsRewrittenWhenMostOfItIsNotKept() throws IOException {
        Keeper reader = bench.open();
        Keeper keeper = bench.open();
        for (int i = 1; i <= 60; i++) {
            publish(keeper, keeping(2, content(ORDERS, Content.ofOwned(noise(i, 200_000)))));
        }

        assertThat(Files.size(bench.journal())).isLessThan(4_000_000);
        for (Keeper each : new Keeper[] {keeper, reader, bench.open()}) {
            assertThat(numbers(each, ORDERS)).containsExactly(60L, 59L);
            assertThat(each.version(ORDERS, 59).content()).isEqualTo(Content.ofOwned(noise(59, 200_000)));
            assertThat(version(each, ORDERS).content()).isEqualTo(Content.ofOwned(noise(60, 200_000)));
        }
        assertThat(Files.readString(bench.directory().resolve(".edict/.gitignore")))
                .isEqualTo("*\n");
    }

    @Test
    void headerThatReadersWouldRefuseIsRefused() {
        Keeper keeper = bench.open();
        Change change = text(ORDERS, "a = 1");
        var wordy = new Origin("ann", Changes.NOON, "x".repeat(130 * 1024));

        assertThatThrownBy(() -> publish(
                        keeper,
                        new Change(ORDERS, Kind.CONTENT, change.format(), change.content(), wordy, change.rule())))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("shorten the message");
        assertThat(keeper.head(ORDERS)).isEqualTo(new Reading.Missing());
    }
}
