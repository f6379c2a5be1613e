package io.edict.quickstart;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The quickstart as a process of its own, with this JVM's class path and coverage agent. */
final class Program implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final Path errors;

    private Program(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts it with its temporary files, its log and what it prints in the given directory. */
    static Program start(Path directory, String... properties) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:"))
                .forEach(command::add);
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Dedict.quickstart.log=" + directory.resolve("log"));
        Collections.addAll(command, properties);
        Collections.addAll(command, "-classpath", System.getProperty("java.class.path"), Quickstart.class.getName());
        Path output = directory.resolve("out");
        Path errors = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
        return new Program(builder.start(), output, errors);
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    String errors() throws IOException {
        return Files.readString(errors, StandardCharsets.UTF_8);
    }

    /** Waits for the end and returns the exit code. */
    int awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The quickstart does not end within " + limit);
        }
        return process.exitValue();
    }

    /** Asks it to end, as Ctrl-C does. */
    void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
