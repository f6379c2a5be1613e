package io.edict.benchmarks;

import io.edict.Format;

/** One document in any size and form: half of its values are numbers and half are texts, a hundred of them in a group. */
final class Corpus {
    private static final int IN_A_GROUP = 100;
    private static final String AROUND = "application.service.";
    private static final int SAMPLE = 1_000;

    private Corpus() {}

    /** How a document is written. */
    enum Form {
        PROPERTIES("properties", Format.PROPERTIES),
        JSON("JSON", Format.JSON),
        NESTED("HOCON, nested", Format.HOCON),
        DOTTED("HOCON, dotted keys", Format.HOCON),
        YAML("YAML", Format.YAML);

        final String title;
        final Format format;

        Form(String title, Format format) {
            this.title = title;
            this.format = format;
        }
    }

    /**
     * The first ten values of a group.
     *
     * @param number0 a number
     * @param text1 a text
     * @param number2 a number
     * @param text3 a text
     * @param number4 a number
     * @param text5 a text
     * @param number6 a number
     * @param text7 a text
     * @param number8 a number
     * @param text9 a text
     */
    record Group(
            long number0,
            String text1,
            long number2,
            String text3,
            long number4,
            String text5,
            long number6,
            String text7,
            long number8,
            String text9) {}

    /** The path of a key. */
    static String path(int key) {
        return group(key / IN_A_GROUP) + "." + name(key);
    }

    /** The path of a group. */
    static String group(int group) {
        return AROUND + "group" + group;
    }

    private static String name(int key) {
        return (key % 2 == 0 ? "number" : "text") + key % IN_A_GROUP;
    }

    /** The value of a key: a Long or a String. The seed only counts for the first key, which so is the one that changes. */
    static Object value(int key, int seed) {
        long number = 1_000_000L + key + (key == 0 ? seed : 0);
        return key % 2 == 0 ? (Object) number : "text of key " + number + ", as it may be";
    }

    /** About as many keys as a document of a size has. */
    static int keys(Form form, int bytes) {
        return Math.max(
                10, (int) ((long) bytes * SAMPLE / text(form, 0, SAMPLE, 0).length()));
    }

    /** A document of so many keys. */
    static String text(Form form, int keys, int seed) {
        return text(form, 0, keys, seed);
    }

    /** A document of the keys from one to another. */
    static String text(Form form, int from, int to, int seed) {
        StringBuilder text = new StringBuilder((to - from) * 64);
        switch (form) {
            case PROPERTIES, DOTTED -> dotted(text, form == Form.DOTTED, from, to, seed);
            case JSON -> nested(text, new Signs("\"", ": ", ",\n"), from, to, seed);
            case NESTED -> nested(text, new Signs("", " = ", "\n"), from, to, seed);
            case YAML -> indented(text, from, to, seed);
        }
        return text.toString();
    }

    private static void dotted(StringBuilder text, boolean quoted, int from, int to, int seed) {
        for (int key = from; key < to; key++) {
            text.append(path(key)).append(" = ");
            append(text, value(key, seed), quoted);
            text.append('\n');
        }
    }

    private static void append(StringBuilder text, Object value, boolean quoted) {
        boolean quotes = quoted && value instanceof String;
        text.append(quotes ? "\"" : "").append(value).append(quotes ? "\"" : "");
    }

    /** What stands around keys, before values and between fields. */
    private record Signs(String quote, String is, String next) {}

    private static void nested(StringBuilder text, Signs signs, int from, int to, int seed) {
        String q = signs.quote();
        text.append("{ ").append(q).append("application").append(q).append(signs.is());
        text.append("{ ")
                .append(q)
                .append("service")
                .append(q)
                .append(signs.is())
                .append("{\n");
        for (int key = from; key < to; key++) {
            boolean first = key == from || key % IN_A_GROUP == 0;
            boolean last = key == to - 1 || key % IN_A_GROUP == IN_A_GROUP - 1;
            if (first) {
                String group = "group" + key / IN_A_GROUP;
                text.append("  ").append(q).append(group).append(q).append(signs.is());
                text.append("{\n");
            }
            text.append("    ").append(q).append(name(key)).append(q).append(signs.is());
            append(text, value(key, seed), true);
            text.append(last ? "\n  }" : signs.next());
            text.append(last && key < to - 1 ? signs.next() : "");
        }
        text.append("\n} } }\n");
    }

    private static void indented(StringBuilder text, int from, int to, int seed) {
        text.append("application:\n  service:\n");
        for (int key = from; key < to; key++) {
            if (key == from || key % IN_A_GROUP == 0) {
                text.append("    group").append(key / IN_A_GROUP).append(":\n");
            }
            text.append("      ").append(name(key)).append(": ");
            append(text, value(key, seed), true);
            text.append('\n');
        }
    }
}
