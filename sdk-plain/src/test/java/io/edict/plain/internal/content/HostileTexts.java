package io.edict.plain.internal.content;

import io.edict.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Texts of a size that cost whoever is not careful time, heap or stack in the second power of it. */
public final class HostileTexts {
    /** What only typesafe-config reads, so that it reads the rest as well. */
    private static final String CAREFULLY = "careful=${?nothing}\n";

    private HostileTexts() {}

    /**
     * A text.
     *
     * @param name what is wrong with it
     * @param legal whether it must be accepted all the same
     */
    public record Hostile(String name, Format format, String text, boolean legal) {
        /** Returns the name. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** All of them, each about so many characters long. */
    public static List<Hostile> of(int length) {
        List<Hostile> all = new ArrayList<>();
        refused(all, "dotted keys", CAREFULLY + many(length, i -> "a.b.k" + i + "=1\n"));
        refused(
                all,
                "dotted keys in escapes",
                CAREFULLY + many(length, i -> (i % 2 == 0 ? "\"a\"" : "\"\\u0061\"") + ".k" + i + "=1\n"));
        refused(all, "repeated objects", CAREFULLY + many(length, i -> "a{k" + i + "=1}\n"));
        refused(all, "appended", many(length, i -> "a+=1\n"));
        refused(all, "words joined", CAREFULLY + "a=" + many(length, i -> "b "));
        refused(all, "keywords joined", CAREFULLY + "a=" + many(length, i -> "true"));
        refused(all, "lists joined", "a=" + many(length, i -> "[1] "));
        refused(all, "objects joined", "a=" + many(length, i -> "{b" + i + "=1} "));
        refused(all, "substitutions", "b=1\n" + many(length, i -> "k" + i + "=${b}\n"));
        refused(all, "open substitutions", many(length, i -> "${"));
        refused(all, "dots", "a" + ".".repeat(length));
        refused(all, "brackets", "[".repeat(length));
        refused(all, "dollars in a string", "a=\"" + many(length, i -> "${") + "\",b=${c}");
        refused(all, "flaw at the end", many(length, i -> "k" + i + "=1,") + "x=}");
        refused(all, "escape at the end", "a=\"" + "x".repeat(length) + "\\q\"");
        refused(all, "long key with many below", longKey(length));
        legal(all, Format.HOCON, "dotted keys, read quickly", many(length, i -> "a.b.k" + i + "=1\n"));
        legal(all, Format.HOCON, "repeated objects, read quickly", many(length, i -> "a{k" + i + "=1}\n"));
        legal(all, Format.HOCON, "words joined, read quickly", "a=" + many(length, i -> "b "));
        legal(all, Format.HOCON, "numbers, all spelled", many(length, i -> "k" + i + "=1." + i + "0\n"));
        legal(all, Format.HOCON, "keys", "a{" + many(length, i -> "k" + i + "=1\n") + "}");
        legal(all, Format.HOCON, "keys of one hash", many(length, i -> colliding(i) + "=1\n"));
        legal(all, Format.HOCON, "one key", "k".repeat(length) + "=1");
        legal(all, Format.HOCON, "digits", "a=" + "1".repeat(length));
        legal(all, Format.HOCON, "comments", "#\n".repeat(length / 2) + "a=1");
        legal(all, Format.PROPERTIES, "properties", many(length, i -> "a.k" + i + "=1\n"));
        legal(all, Format.PROPERTIES, "deep properties", many(length, i -> ("a" + i + ".").repeat(90) + "k=1\n"));
        legal(all, Format.YAML, "YAML", "a:\n" + many(length, i -> " k" + i + ": 1\n"));
        legal(all, Format.JSON, "JSON", "{" + many(length, i -> "\"k" + i + "\":1,") + "\"x\":1}");
        return all;
    }

    private static void refused(List<Hostile> all, String name, String text) {
        all.add(new Hostile(name, Format.HOCON, text, false));
    }

    private static void legal(List<Hostile> all, Format format, String name, String text) {
        all.add(new Hostile(name, format, text, true));
    }

    private static String longKey(int length) {
        return "\"" + "k".repeat(length / 2) + "\"{" + many(length / 2, i -> "k" + i + "=1\n") + "}";
    }

    /** One of a million keys with the same hash. */
    private static String colliding(int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < 20; bit++) {
            key.append(((number >> bit) & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }

    private static String many(int length, IntFunction<String> unit) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(unit.apply(i));
        }
        return text.toString();
    }
}
