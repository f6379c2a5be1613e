package io.edict.quickstart;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.quickstart.Look.Tone;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Prints who does what, and when. Any thread may speak; what is said at once stays together.
 */
final class Narrator {
    private static final String RULE = "─".repeat(78);
    private static final String TEXT_INDENT = " ".repeat(24);
    private static final String DETAIL_INDENT = " ".repeat(26);
    private static final int TEXT_WIDTH = 72;

    private final PrintStream out;
    private final Look look;
    private final LongSupplier nanos;
    private final long start;

    @GuardedBy("this")
    private int scenes;

    Narrator(PrintStream out, Look look, LongSupplier nanos) {
        this.out = out;
        this.look = look;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** A line that belongs to what is said. */
    record Detail(Tone tone, String text) {}

    synchronized void title(String headline, String... lines) {
        print("");
        print(" " + look.in(Tone.HEADING, headline));
        for (String line : lines) {
            print(" " + line);
        }
        print(" " + look.in(Tone.ASIDE, RULE));
    }

    synchronized void scene(String heading) {
        scenes++;
        print("");
        print(look.in(Tone.HEADING, String.format(Locale.ROOT, "%2d  %s", scenes, heading)));
    }

    void says(String who, String text) {
        says(who, text, List.of());
    }

    synchronized void says(String who, String text, List<Detail> details) {
        String time = String.format(Locale.ROOT, "%9d ms", TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start));
        String speaker = String.format(Locale.ROOT, "%-10s", who);
        List<String> lines = wrapped(text);
        print(look.in(Tone.ASIDE, time) + "  " + look.in(Tone.SPEAKER, speaker) + lines.get(0));
        lines.stream().skip(1).forEach(line -> print(TEXT_INDENT + line));
        for (Detail detail : details) {
            print(DETAIL_INDENT + look.in(detail.tone(), detail.text()));
        }
    }

    synchronized void ends(String... lines) {
        print(" " + look.in(Tone.ASIDE, RULE));
        for (String line : lines) {
            print(" " + line);
        }
        print("");
    }

    private void print(String line) {
        out.println(look.plain(line));
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > TEXT_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
