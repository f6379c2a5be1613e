package io.edict.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * The world outside of a command, given from outside so that tests can take its place.
 *
 * @param in standard input
 * @param out standard output, UTF-8
 * @param err standard error, UTF-8
 * @param place what else the process was given
 * @param stop what ends a command that runs until it is stopped
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, Place place, Stop stop) {
    /**
     * Where the command runs.
     *
     * @param environment the environment variables
     * @param interactive whether somebody sits there and can be asked
     * @param ansi whether colours are shown
     * @param zone the time zone of the times shown
     */
    record Place(Map<String, String> environment, boolean interactive, Ansi ansi, ZoneId zone) {}

    /** The process's own. */
    static Terminal ofProcess(Stop stop) {
        boolean interactive = interactive(System.console());
        Place place =
                new Place(System.getenv(), interactive, interactive ? Ansi.AUTO : Ansi.OFF, ZoneId.systemDefault());
        return new Terminal(System.in, utf8(FileDescriptor.out), utf8(FileDescriptor.err), place, stop);
    }

    /** Newer JDKs give a console even where there is no terminal, and then say so by a method that JDK 17 lacks. */
    static boolean interactive(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    private static PrintStream utf8(FileDescriptor to) {
        OutputStream stream = new BufferedOutputStream(new FileOutputStream(to));
        return new PrintStream(stream, false, StandardCharsets.UTF_8);
    }
}
