package io.edict.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where results go: Markdown, and pictures if there is a directory for them. */
final class Sheet {
    private final PrintStream out;
    private final @Nullable Path pictures;

    /**
     * A sheet.
     *
     * @param out where the Markdown goes
     * @param pictures where pictures go, or null to draw none
     */
    Sheet(PrintStream out, @Nullable Path pictures) {
        this.out = out;
        this.pictures = pictures;
    }

    PrintStream out() {
        return out;
    }

    /** A paragraph. */
    void say(String text) {
        out.println();
        out.println(text);
    }

    /** The head of a table, which rows follow. */
    void columns(String... names) {
        out.println();
        row((Object[]) names);
        out.println(Arrays.stream(names).map(name -> "---").collect(Collectors.joining("|", "|", "|")));
    }

    /** A row of the table. */
    void row(Object... cells) {
        out.println(Arrays.stream(cells).map(Sheet::cell).collect(Collectors.joining(" | ", "| ", " |")));
        out.flush();
    }

    private static String cell(Object value) {
        return value instanceof Double number ? figures(number) : String.valueOf(value);
    }

    /** Three figures that say something, without an exponent. */
    static String figures(double number) {
        if (Double.isNaN(number)) {
            return "–";
        }
        double size = Math.abs(number);
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    /** Draws a picture and shows it. */
    void draw(String name, Plot plot) throws IOException {
        if (pictures != null) {
            Files.writeString(pictures.resolve(name + ".svg"), plot.svg());
            out.println();
            out.println("![" + plot.title() + "](" + name + ".svg)");
        }
    }
}
