package io.edict.plain.internal.files;

import static io.edict.plain.internal.files.Bench.BILLING;
import static io.edict.plain.internal.files.Bench.ORDERS;
import static io.edict.plain.internal.files.Bench.numbers;
import static io.edict.plain.internal.files.Bench.publish;
import static io.edict.plain.internal.files.Bench.version;
import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Format;
import io.edict.VersionInfo.Kind;
import io.edict.plain.internal.fs.DiskOperations;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies while it publishes. */
class CrashTest {
    @TempDir
    Path directory;

    private Bench bench;
    private byte[] before = new byte[0];
    private byte[] recorded = new byte[0];

    @BeforeEach
    void makeDirectory() {
        bench = new Bench(directory);
    }

    /** Publishes, and keeps the journal as it was before, and as it is before the files are written. */
    private void crashInPublish(Change... changes) throws IOException {
        Keeper keeper = bench.open();
        before = Files.readAllBytes(bench.journal());
        publish(keeper, changes);
        byte[] after = Files.readAllBytes(bench.journal());
        recorded = Arrays.copyOf(after, Bench.lastRecord(after, "written"));
        assertThat(recorded.length).isGreaterThan(before.length);
        Files.write(bench.journal(), recorded);
    }

    private void publishTwo() throws IOException {
        publish(bench.open(), text(ORDERS, "a = 1"), text(BILLING, "b = 1"));
        bench.keep("orders.conf");
        bench.keep("billing.conf");
    }

    @Test
    void recordCutOffAtAnyByteIsNotThere() throws IOException {
        publishTwo();
        crashInPublish(text(ORDERS, "a = 2"), text(BILLING, "b = 2"));

        for (int cut = before.length; cut <= recorded.length; cut++) {
            Files.write(bench.journal(), Arrays.copyOf(recorded, cut));
            int published = cut == recorded.length ? 2 : 1;
            assertThat(new Journal(directory.resolve(".edict"), new DiskOperations())
                            .read()
                            .records())
                    .describedAs("cut at %d", cut)
                    .filteredOn(JournalRecord.Published.class::isInstance)
                    .hasSize(published);
            if (cut % 17 == 0 || cut >= recorded.length - 2) {
                checkReopened(published);
            }
        }
    }

    private void checkReopened(int published) throws IOException {
        bench.putBack("orders.conf");
        bench.putBack("billing.conf");

        Keeper keeper = bench.open();

        assertThat(version(keeper, ORDERS).info().version().number()).isEqualTo(published);
        assertThat(version(keeper, BILLING).info().version().number()).isEqualTo(published);
        assertThat(bench.read("orders.conf")).isEqualTo("a = " + published);
        assertThat(bench.read("billing.conf")).isEqualTo("b = " + published);
    }

    @Test
    void publishAfterACutRecordCutsItOff() throws IOException {
        publishTwo();
        crashInPublish(text(ORDERS, "a = 2"));
        Files.write(bench.journal(), Arrays.copyOf(recorded, recorded.length - 1));
        bench.putBack("orders.conf");

        publish(bench.open(), text(ORDERS, "a = 3"));

        Keeper next = bench.open();
        assertThat(numbers(next, ORDERS)).containsExactly(2L, 1L);
        assertThat(version(next, ORDERS).content()).isEqualTo(Content.ofText("a = 3"));
    }

    @Test
    void fileThatWasNotWrittenYetIsNoEdit() throws IOException {
        publishTwo();
        crashInPublish(text(ORDERS, "a = 2"), text(BILLING, "b = 2"));
        bench.putBack("billing.conf");

        Keeper keeper = bench.open();

        assertThat(numbers(keeper, ORDERS)).containsExactly(2L, 1L);
        assertThat(numbers(keeper, BILLING)).containsExactly(2L, 1L);
        assertThat(bench.read("billing.conf")).isEqualTo("b = 2");
        assertThat(Files.readString(bench.journal())).contains("\nwritten ").endsWith("\n");
    }

    @Test
    void newFileThatWasNotWrittenYetIsNoDeletion() throws IOException {
        crashInPublish(text(ORDERS, "a = 1"));
        Files.delete(bench.file("orders.conf"));

        assertThat(numbers(bench.open(), ORDERS)).containsExactly(1L);
        assertThat(bench.read("orders.conf")).isEqualTo("a = 1");
    }

    @Test
    void fileThatWasNotRemovedYetIsNotTakenForNew() throws IOException {
        publishTwo();
        crashInPublish(deletion(ORDERS));
        bench.putBack("orders.conf");

        Keeper keeper = bench.open();

        assertThat(version(keeper, ORDERS).info().isDeletion()).isTrue();
        assertThat(numbers(keeper, ORDERS)).containsExactly(2L, 1L);
        assertThat(bench.file("orders.conf")).doesNotExist();
    }

    @Test
    void changeOfFormatIsFinished() throws IOException {
        publishTwo();
        Change plain = text(ORDERS, "a: 2");
        crashInPublish(new Change(ORDERS, Kind.CONTENT, Format.YAML, plain.content(), Changes.ORIGIN, plain.rule()));
        bench.putBack("orders.conf");

        Keeper keeper = bench.open();

        assertThat(numbers(keeper, ORDERS)).containsExactly(2L, 1L);
        assertThat(bench.file("orders.conf")).doesNotExist();
        assertThat(bench.read("orders.yaml")).isEqualTo("a: 2");
    }

    @Test
    void editAfterTheCrashIsAnEdit() throws IOException {
        publishTwo();
        crashInPublish(text(ORDERS, "a = 2"));
        bench.save("orders.conf", "a = 1");

        Keeper keeper = bench.open();

        assertThat(numbers(keeper, ORDERS)).containsExactly(3L, 2L, 1L);
        assertThat(version(keeper, ORDERS).content()).isEqualTo(Content.ofText("a = 1"));
    }

    @Test
    void veryFileOfBeforePutBackAfterThePublishIsAnEdit() throws IOException {
        publishTwo();
        publish(bench.open(), text(ORDERS, "a = 2"));
        bench.putBack("orders.conf");

        Keeper keeper = bench.open();

        assertThat(numbers(keeper, ORDERS)).containsExactly(3L, 2L, 1L);
        assertThat(version(keeper, ORDERS).content()).isEqualTo(Content.ofText("a = 1"));
    }

    @Test
    void temporaryFileOfADeadProcessIsRemoved() throws IOException {
        publishTwo();
        Path left = Files.writeString(bench.file(".edict-writing-left"), "a = ");

        bench.open();

        assertThat(left).doesNotExist();
    }
}
