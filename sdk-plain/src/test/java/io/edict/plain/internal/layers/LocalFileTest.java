package io.edict.plain.internal.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigRenderOptions;
import io.edict.Layer;
import io.edict.plain.internal.layers.LocalFile.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file that is looked at again and again shows. */
class LocalFileTest {
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

    private Path path = Path.of("local.conf");
    private Instant now = WRITTEN.plusSeconds(60);
    private LocalFile file = new LocalFile(layer(path), 1, InstantSource.system());

    @BeforeEach
    void look(@TempDir Path directory) {
        path = directory.resolve("local.conf");
        file = new LocalFile(layer(path), 100, () -> now);
    }

    @Test
    void newTextIsGivenOnce() throws IOException {
        write("a = 1");

        assertThat(text(file.look())).isEqualTo("{\"a\":1}");
        assertThat(file.look()).isInstanceOf(Look.Unchanged.class);
        write("a = 22");
        assertThat(text(file.look())).isEqualTo("{\"a\":22}");
    }

    @Test
    void textIsALayerThatExplanationsNameByFileAndLine() throws IOException {
        write("\na = 1");
        Look.Text text = (Look.Text) file.look();

        assertThat(Stacks.merged(Part.file(layer(path), text.parsed())).explain("a"))
                .hasToString("a: file " + path + ", line 2");
    }

    @Test
    void missingFileIsToldOnceAndItsComingToo() throws IOException {
        assertThat(file.look()).isInstanceOf(Look.Missing.class);
        assertThat(file.look()).isInstanceOf(Look.Unchanged.class);
        write("a = 1");
        assertThat(file.look()).isInstanceOf(Look.Text.class);
        Files.delete(path);
        assertThat(file.look()).isInstanceOf(Look.Missing.class);
        write("a = 1");
        assertThat(file.look()).isInstanceOf(Look.Text.class);
    }

    @Test
    void sameTextWrittenAgainIsNoChange() throws IOException {
        write("a = 1");
        file.look();
        write("a = 1", WRITTEN.plusSeconds(9));

        assertThat(file.look()).isInstanceOf(Look.Unchanged.class);
    }

    @Test
    void secondWriteWithinOneTickOfTheFilesClockIsSeen() throws IOException {
        now = WRITTEN.plusMillis(500);
        write("a = 1");
        file.look();
        write("a = 2");

        assertThat(text(file.look())).isEqualTo("{\"a\":2}");
    }

    @Test
    void settledFileIsNotReadAgain() throws IOException {
        write("a = 1");
        file.look();
        write("a = 2");

        assertThat(file.look()).as("same size, time and key: it was not read").isInstanceOf(Look.Unchanged.class);
    }

    @Test
    void longFileIsRefusedOnce() throws IOException {
        write("#".repeat(101));

        assertThat(file.look())
                .isEqualTo(new Look.Refused("file " + path + " is longer than the limit of 100 bytes; shorten it"));
        assertThat(file.look()).isInstanceOf(Look.Unchanged.class);
        write("#".repeat(100), WRITTEN.plusSeconds(1));
        assertThat(file.look()).isInstanceOf(Look.Text.class);
    }

    @Test
    void fileThatDoesNotParseIsRefusedWithItsPlaceAndTheNextTextIsJudgedAfresh() throws IOException {
        write("a = 1\nhunter2 }");

        assertThat(file.look())
                .isInstanceOfSatisfying(
                        Look.Refused.class,
                        refused -> assertThat(refused.reason())
                                .startsWith("file " + path + " does not parse as HOCON at line 2")
                                .endsWith("mend the file")
                                .doesNotContain("hunter2"));
        write("a = 1", WRITTEN.plusSeconds(1));
        assertThat(file.look()).isInstanceOf(Look.Text.class);
    }

    @Test
    void includeIsRefused() throws IOException {
        write("include \"other\"");

        assertThat(file.look()).isInstanceOf(Look.Refused.class);
    }

    @Test
    void otherEncodingIsRefused() throws IOException {
        Files.write(path, new byte[] {'a', '=', (byte) 0xE9});

        assertThat(file.look()).isEqualTo(new Look.Refused("file " + path + " is not valid UTF-8; save it as UTF-8"));
    }

    @Test
    void directoryIsRefused() throws IOException {
        Files.createDirectory(path);

        assertThat(file.look()).isEqualTo(new Look.Refused("file " + path + " is no regular file; put a file there"));
        assertThat(file.look()).isInstanceOf(Look.Unchanged.class);
    }

    private void write(String text) throws IOException {
        write(text, WRITTEN);
    }

    private void write(String text, Instant time) throws IOException {
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(time));
    }

    private static Layer.OfFile layer(Path path) {
        return (Layer.OfFile) Layer.file(path);
    }

    private static String text(Look look) {
        return look instanceof Look.Text text
                ? text.parsed().resolved().config().root().render(ConfigRenderOptions.concise())
                : look.toString();
    }
}
