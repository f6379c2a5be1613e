package io.edict.plain.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An application in a process of its own, with this JVM's class path: to be killed and paused as a real one would be. Its
 * main class should end when its standard input does. What it prints can be read while it runs.
 */
public final class ApplicationProcess implements AutoCloseable {
    private final ChildProcess child;
    private final Path output;
    private @Nullable Pause pause;

    private ApplicationProcess(ChildProcess child, Path output) {
        this.child = child;
        this.output = output;
    }

    /** Starts a main class. */
    public static ApplicationProcess start(Class<?> main, String... arguments) {
        return start(List.of("-Xmx128m"), main, arguments);
    }

    /** Starts a main class, with options for its JVM. */
    public static ApplicationProcess start(List<String> options, Class<?> main, String... arguments) {
        try {
            Path output = Files.createTempFile("application-", ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1"));
            command.addAll(options);
            command.add(main.getName());
            command.addAll(List.of(arguments));
            File file = output.toFile();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(file));
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            return new ApplicationProcess(ChildProcess.start(builder), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines printed so far. */
    public List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of each line printed so far that begins with a word and a space. */
    public List<String> linesAfter(String word) {
        return lines().stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    /** Writes a line to the process's standard input; lost if the process is gone. */
    public void tell(String line) {
        try {
            OutputStream input = child.process().getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            // Whoever kills processes at any moment talks to dead ones now and then.
        }
    }

    /** Whether the process exists, paused or not. */
    public boolean isAlive() {
        return child.isAlive();
    }

    /** Stops the process with SIGSTOP. */
    public void pause() {
        pause = new Pause(child.process().pid());
    }

    /** Continues a paused process. */
    public void resume() {
        if (pause != null) {
            pause.close();
            pause = null;
        }
    }

    /** Ends the process with SIGKILL. */
    public void kill() {
        child.kill();
        resume();
    }

    /** Waits for the process's own end; its exit code. */
    public int awaitExit() {
        try {
            if (!child.process().waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The application does not end:\n" + String.join("\n", lines()));
            }
            return child.process().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an application ended", e);
        }
    }

    /** Kills the process and deletes what it printed. */
    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
