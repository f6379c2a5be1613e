package io.edict.plain.fuzz;

import io.edict.Format;
import java.util.List;
import java.util.Random;

/** Random texts of each format: by its grammar, and then often damaged. */
public final class Texts {
    /** Stands in values only, and nowhere else unless the damage carries it there. */
    public static final String CANARY = "zq";

    private static final List<String> KEYS = List.of(
            "a",
            "b",
            "c",
            "a.b",
            "b.a.c",
            "ab",
            "x-y",
            "__proto__",
            "1",
            "1.5",
            "true",
            "null",
            "k k",
            "\"\"",
            "\"a.b\"",
            "\"a\\nb\"",
            "\"\\u202e\"",
            "\"${a}\"",
            "include");

    private static final List<String> SCALARS = List.of(
            "1",
            "-1",
            "0",
            "01",
            "1.5",
            "1e3",
            "1e999999999",
            "-0.0",
            "2147483648",
            "9223372036854775808",
            "1e-999999999",
            "99999999999999999999999",
            "true",
            "null",
            "zq1",
            "\"zq\"",
            "\"zq \\\" \\\\ \\n\"",
            "\"\\ud800zq\"",
            "\"\"",
            "10s",
            "512K",
            "1e1000000000k",
            "\"1e1000000000\"",
            "2030-01-01",
            "[zq]",
            "{}");

    private static final List<String> JSON_SCALARS = List.of(
            "1",
            "-1",
            "0",
            "1.5",
            "1e3",
            "-0.0",
            "2147483648",
            "9223372036854775807",
            "true",
            "null",
            "\"zq\"",
            "\"zq \\\" \\\\ \\n\"",
            "\"\\ud800zq\"",
            "\"\"",
            "\"10s\"",
            "[]",
            "{}",
            "1e-400",
            "1e300");

    private static final List<String> PATHS =
            List.of("?a", "?b", "?c.a", "?PATH", "?a.b.c", "?\"a.b\"", "?b.a.c", "?x-y", "?ab", "a");

    private static final List<String> INCLUDES = List.of(
            "include \"x\"",
            "include file(\"/etc/hostname\")",
            "include url(\"http://127.0.0.1/\")",
            "include required(classpath(\"reference.conf\"))");

    private static final int MAX_DEPTH = 4;

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private Texts(Random random) {
        this.random = random;
    }

    /** A text, damaged or not. */
    public static String of(Format format, Random random) {
        Texts texts = new Texts(random);
        switch (format) {
            case HOCON -> texts.fields(0, true);
            case JSON -> texts.json(0, true);
            case PROPERTIES -> texts.properties();
            case YAML -> texts.yaml(0);
        }
        return Mutation.of(texts.text.toString(), random);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void fields(int depth, boolean root) {
        text.append(root ? "" : "{");
        for (int i = random.nextInt(5); i >= 0; i--) {
            field(depth);
            text.append(one(List.of("\n", "\n", ",", " # zq\n", ",\n")));
        }
        text.append(root ? "" : "}");
    }

    private void field(int depth) {
        if (random.nextInt(400) == 0) {
            text.append(one(INCLUDES));
            return;
        }
        text.append(one(KEYS)).append(one(List.of("=", " = ", ": ", ":", "+=", "\n=")));
        value(depth + 1);
        while (random.nextInt(12) == 0) {
            text.append(one(List.of("", " ")));
            value(depth + 1);
        }
    }

    private void value(int depth) {
        switch (depth > MAX_DEPTH ? 0 : random.nextInt(8)) {
            case 1 -> fields(depth, false);
            case 2 -> list(depth);
            case 3, 4 -> text.append("${").append(one(PATHS)).append('}');
            case 5 -> text.append("\"\"\"").append(one(SCALARS)).append("\"\"\"");
            default -> text.append(one(SCALARS));
        }
    }

    private void list(int depth) {
        text.append('[');
        for (int i = random.nextInt(4); i > 0; i--) {
            value(depth + 1);
            text.append(one(List.of(",", "\n")));
        }
        text.append(']');
    }

    private void json(int depth, boolean object) {
        text.append(object ? '{' : '[');
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(object ? "\"" + one(KEYS).replace("\"", "") + i + "\":" : "");
            switch (depth > MAX_DEPTH ? 0 : random.nextInt(5)) {
                case 1 -> json(depth + 1, true);
                case 2 -> json(depth + 1, false);
                default -> text.append(random.nextInt(60) == 0 ? one(SCALARS) : one(JSON_SCALARS));
            }
            text.append(i > 1 ? "," : "");
        }
        text.append(object ? '}' : ']');
    }

    private void properties() {
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(one(KEYS).replace("\"", ""))
                    .append(one(List.of("=", " = ", ": ", " ", ".", "..", "\\u0041=", "\\\n=")))
                    .append(one(SCALARS))
                    .append(one(List.of("\n", "\n", "\r", "\\\n", "\n#zq\n")));
        }
    }

    private void yaml(int depth) {
        for (int i = random.nextInt(5); i >= 0; i--) {
            String key = one(KEYS);
            text.append(" ".repeat(depth))
                    .append(key.startsWith("\"") ? "k" : key)
                    .append(i)
                    .append(':');
            switch (depth > MAX_DEPTH ? 0 : random.nextInt(12)) {
                case 1 -> yaml(newLine(depth) + 1);
                case 2 ->
                    text.append(" [")
                            .append(one(SCALARS))
                            .append(", ")
                            .append(one(SCALARS))
                            .append("]\n");
                case 3 ->
                    text.append(" |\n")
                            .append(" ".repeat(depth + 2))
                            .append(one(SCALARS))
                            .append('\n');
                case 4 ->
                    text.append(' ')
                            .append(
                                    random.nextInt(4) > 0
                                            ? ""
                                            : one(List.of("&x ", "*x", "!!int ", "!zq ", "? ", "- ")))
                            .append("zq\n");
                case 5 ->
                    text.append("\n")
                            .append(" ".repeat(depth))
                            .append("- ")
                            .append(one(SCALARS))
                            .append('\n');
                default -> text.append(' ').append(one(SCALARS)).append('\n');
            }
        }
    }

    private int newLine(int depth) {
        text.append('\n');
        return depth;
    }
}
