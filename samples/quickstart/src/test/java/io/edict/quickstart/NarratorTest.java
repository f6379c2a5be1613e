package io.edict.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.quickstart.Look.Tone;
import io.edict.quickstart.Narrator.Detail;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarratorTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void timeRunsFromTheBeginning() {
        nanos = 7_000_000;
        Narrator narrator = narrator(false, StandardCharsets.UTF_8);
        nanos = 1_241_000_000;
        narrator.says("app", "reads");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("     1234 ms  app       reads\n");
    }

    @Test
    void scenesAreNumbered() {
        Narrator narrator = narrator(false, StandardCharsets.UTF_8);
        narrator.scene("Morning");
        narrator.scene("Evening");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("\n 1  Morning\n\n 2  Evening\n");
    }

    @Test
    void longTextGoesOnBelowItself() {
        narrator(false, StandardCharsets.UTF_8).says("app", "word ".repeat(20).strip());
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "        0 ms  app       " + "word ".repeat(14).strip(),
                        " ".repeat(24) + "word ".repeat(6).strip());
    }

    @Test
    void signsThatTheTerminalCannotShowAreReplaced() {
        narrator(false, StandardCharsets.US_ASCII).says("app", "1 → 2 …");
        assertThat(printed.toString(StandardCharsets.US_ASCII)).endsWith("1 -> 2 ...\n");
    }

    @Test
    void coloursAreUsedOnlyWhereTheyAreSeen() {
        narrator(true, StandardCharsets.UTF_8).says("app", "hears", List.of(new Detail(Tone.ADDED, "+ key")));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("\u001b[32m+ key\u001b[0m");
        printed.reset();
        narrator(false, StandardCharsets.UTF_8).says("app", "hears", List.of(new Detail(Tone.ADDED, "+ key")));
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
    }

    private Narrator narrator(boolean colour, Charset charset) {
        return new Narrator(new PrintStream(printed, true, charset), new Look(colour, charset), () -> nanos);
    }
}
