package io.edict.multicluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Prints who does what, and when. Any thread may speak; what is said at once stays together. */
final class Narrator {
    private static final String RULE = "-".repeat(100);
    private static final String INDENT = " ".repeat(24);
    private static final int WIDTH = 84;

    private final PrintStream out;
    private final LongSupplier nanos;
    private final long start;

    @GuardedBy("this")
    private int scenes;

    Narrator(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    synchronized void title(String headline, String... lines) {
        out.println();
        out.println(" " + headline);
        for (String line : lines) {
            out.println(" " + line);
        }
        out.println(" " + RULE);
    }

    synchronized void chapter(String heading) {
        out.println();
        out.println(" " + heading);
    }

    synchronized void scene(String heading) {
        scenes++;
        out.println();
        out.println(String.format(Locale.ROOT, "%2d  %s", scenes, heading));
    }

    synchronized void says(String who, String text) {
        String time = String.format(Locale.ROOT, "%9d ms", TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start));
        List<String> lines = wrapped(text);
        out.println(time + "  " + String.format(Locale.ROOT, "%-10s", who) + lines.get(0));
        lines.stream().skip(1).forEach(line -> out.println(INDENT + line));
    }

    /** Lines as they are, below what was said. */
    synchronized void shows(List<String> lines) {
        lines.forEach(line -> out.println(INDENT + "  " + line));
    }

    synchronized void ends(String... lines) {
        out.println(" " + RULE);
        for (String line : lines) {
            out.println(" " + line);
        }
        out.println();
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
