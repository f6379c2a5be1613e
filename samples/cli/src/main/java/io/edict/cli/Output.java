package io.edict.cli;

import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Writes a command's results: lines for people, or JSON for scripts. Any thread. */
final class Output {
    private final Terminal terminal;
    private final boolean json;

    Output(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** Whether the caller wants JSON. */
    boolean json() {
        return json;
    }

    /** One line for people. */
    void line(String text) {
        write(terminal.out(), text);
    }

    /** One value for scripts, on a line of its own. */
    void json(Object value) {
        write(terminal.out(), Json.write(value));
    }

    /** A remark that is no result, on standard error. */
    void note(String text) {
        write(terminal.err(), text);
    }

    /** Bytes exactly as they are. */
    void raw(byte[] bytes) {
        terminal.out().write(bytes, 0, bytes.length);
        terminal.out().flush();
    }

    String bold(String text) {
        return paint(Style.bold, text);
    }

    String faint(String text) {
        return paint(Style.faint, text);
    }

    String green(String text) {
        return paint(Style.fg_green, text);
    }

    String red(String text) {
        return paint(Style.fg_red, text);
    }

    String yellow(String text) {
        return paint(Style.fg_yellow, text);
    }

    private String paint(IStyle style, String text) {
        return terminal.place().ansi().enabled() ? style.on() + text + style.off() : text;
    }

    private static void write(PrintStream to, String line) {
        synchronized (to) {
            to.print(line);
            to.print('\n');
            to.flush();
        }
    }
}
