package io.edict.quickstart;

import java.io.Console;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * How text looks on this terminal: in colour if somebody looks at it, with signs beyond ASCII if it can show them.
 *
 * @param colour whether to colour
 * @param charset what the terminal reads
 */
record Look(boolean colour, Charset charset) {
    private static final Map<String, String> PLAIN_SIGNS = Map.of("→", "->", "─", "-", "…", "...");

    static Look ofTerminal() {
        boolean colour = System.getenv("NO_COLOR") == null && isSeen();
        return new Look(colour, Charset.forName(System.getProperty("native.encoding", "UTF-8")));
    }

    /** Since Java 22 there is a console even where no terminal is, and a method to ask it. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isSeen() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }

    /** Replaces the signs that the terminal cannot show. */
    String plain(String text) {
        String shown = text;
        for (Map.Entry<String, String> sign : PLAIN_SIGNS.entrySet()) {
            if (!charset.newEncoder().canEncode(sign.getKey())) {
                shown = shown.replace(sign.getKey(), sign.getValue());
            }
        }
        return shown;
    }

    String in(Tone tone, String text) {
        return colour && !tone.code.isEmpty() ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
    }

    /** What a piece of text is, which gives it its colour. */
    enum Tone {
        NORMAL(""),
        HEADING("1"),
        ASIDE("2"),
        SPEAKER("36"),
        ADDED("32"),
        REMOVED("31"),
        UPDATED("33"),
        FAULT("31");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }
}
