package io.edict.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs all commands, each at a size that they take a quarter of an hour together on two cores, each in a JVM of its own, and
 * writes a report of tables and pictures.
 */
final class All {
    private static final String REPORT = "README.md";

    private final Path directory;

    private All(Path directory) {
        this.directory = directory;
    }

    /** What is run for the report. */
    static Map<String, List<String>> commands() {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("Reading", List.of("reads", "1"));
        commands.put("A new version in the client", List.of("reload", "16"));
        commands.put("Rebinding", List.of("rebind", "100"));
        commands.put("A push to one client", List.of("latency", "150"));
        commands.put("A push to a hundred clients", List.of("push", "100", "10"));
        commands.put("A push to a fleet, with observers and with jitter", List.of("fleet", "250", "3"));
        commands.put("Starting", List.of("start", "12"));
        commands.put("Publishing", List.of("publish", "150"));
        commands.put("Memory, and idling", List.of("memory", "10000", "1000", "30"));
        return commands;
    }

    /**
     * Runs and reports.
     *
     * @param directory where the report goes
     * @param commands what to run, by headings
     * @return whether all of it could be measured
     */
    static boolean run(Path directory, Map<String, List<String>> commands) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        return new All(directory).run(commands);
    }

    private boolean run(Map<String, List<String>> commands) throws IOException, InterruptedException {
        boolean whole = true;
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(directory.resolve(REPORT)), true, StandardCharsets.UTF_8)) {
            out.println("# What Edict costs");
            out.println();
            out.println(machine());
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                out.println();
                out.println("## " + command.getKey());
                out.println();
                out.println("`" + String.join(" ", command.getValue()) + "`");
                whole &= measure(out, command.getValue());
            }
        }
        return whole;
    }

    /** Where this was measured, and when; read as ratios, which another machine has as well. */
    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "Measured by `benchmarks.jar all` on " + runtime.availableProcessors() + " cores, "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", at most " + (runtime.maxMemory() >> 20) + " MiB of heap, "
                + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ". Read the ratios.";
    }

    private boolean measure(PrintStream out, List<String> command) throws IOException, InterruptedException {
        System.err.println("Measuring: " + String.join(" ", command));
        Path section = Files.createTempFile("edict-section", ".md");
        try {
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    Main.class.getName(),
                    Main.PICTURES + directory));
            line.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(section.toFile());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            int code = builder.start().waitFor();
            out.println();
            out.println(Files.readString(section).strip());
            if (code != 0) {
                out.println();
                out.println("This ended with code " + code + " and is not whole.");
            }
            return code == 0;
        } finally {
            Files.delete(section);
        }
    }
}
