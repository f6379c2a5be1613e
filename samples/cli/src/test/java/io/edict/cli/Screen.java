package io.edict.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.edict.cli.Terminal.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** A terminal in memory: runs the command, and keeps what it wrote. */
final class Screen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Stop stop = new Stop();
    private final Terminal terminal;

    private Screen(String connect, boolean interactive, String typed) {
        this(connect.isEmpty() ? Map.of() : Map.of(EdictCommand.CONNECT_VARIABLE, connect), interactive, typed);
    }

    private Screen(Map<String, String> environment, boolean interactive, String typed) {
        this.terminal = new Terminal(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Place(environment, interactive, Ansi.OFF, ZoneOffset.UTC),
                stop);
    }

    /** No store is named in the environment. */
    static Screen alone() {
        return new Screen("", false, "");
    }

    /** A script with these environment variables. */
    static Screen with(Map<String, String> environment) {
        return new Screen(environment, false, "");
    }

    /** A person who answers, with these environment variables. */
    static Screen with(Map<String, String> environment, String answer) {
        return new Screen(environment, true, answer);
    }

    /** A script at a store. */
    static Screen at(String connect) {
        return new Screen(connect, false, "");
    }

    /** A script that pipes text in. */
    static Screen piped(String connect, String text) {
        return new Screen(connect, false, text);
    }

    /** A person who answers. */
    static Screen answering(String connect, String answer) {
        return new Screen(connect, true, answer);
    }

    int run(String... args) {
        return Main.run(terminal, args);
    }

    /** Runs it, and returns its output if all went well. */
    String done(String... args) {
        int code = run(args);
        if (code != 0) {
            throw new AssertionError("Exit code " + code + ": " + err());
        }
        return out();
    }

    void stop() {
        stop.request();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The output's lines, each read strictly as JSON. */
    List<Config> json() {
        return out().lines().map(Screen::parse).toList();
    }

    /** The one line of the output, read strictly as JSON. */
    static Config parse(String line) {
        return ConfigFactory.parseString(line, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    }
}
