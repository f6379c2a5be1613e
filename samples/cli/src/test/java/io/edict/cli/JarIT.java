package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, run as a process: what is missing in it, or in its manifest, shows only here. */
class JarIT {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path directory;

    /** How a process ended. */
    private record Ended(int code, String out, String err) {}

    @Test
    void jarPublishesAndGets() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            Path file = Files.writeString(directory.resolve("orders.conf"), "size = 10 # ü\n");
            String connect = server.connectString();
            Ended published = edict("publish", "shop/orders", file.toString(), "--connect", connect);
            assertThat(published).isEqualTo(new Ended(0, "shop/orders is at version 1, the first\n", ""));
            Ended got = edict("get", "shop/orders", "--connect", connect);
            assertThat(got).isEqualTo(new Ended(0, "size = 10 # ü\n", ""));
        }
    }

    @Test
    void unreachableStoreEndsWithItsCodeWithinTheTimeout() throws Exception {
        long before = System.nanoTime();
        Ended ended = edict("get", "shop/orders", "--connect", "127.0.0.1:1", "--timeout", "1s");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void serverOfTheJarEndsAtASignal() throws Exception {
        Path out = directory.resolve("server.out");
        Process server = new ProcessBuilder(command("server", "--port", "0", "--json"))
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("server.err").toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> Files.readString(out).endsWith("\n"));
            Path data = Path.of(Screen.parse(Files.readString(out)).getString("data"));
            server.destroy();
            assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(data).doesNotExist();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void bashReadsTheCompletion() throws Exception {
        Path script = Files.writeString(
                directory.resolve("completion"), edict("completion").out());
        assertThat(run(List.of("bash", "-n", script.toString()))).isEqualTo(new Ended(0, "", ""));
    }

    private Ended edict(String... args) throws IOException, InterruptedException {
        return run(command(args));
    }

    private static List<String> command(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(System.getProperty("edict.jar"));
        Stream.of(args).forEach(command::add);
        return command;
    }

    private Ended run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), text(out), text(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
