package io.edict.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the quickstart as a process of its own. */
class QuickstartTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void storyIsToldToItsEnd() throws Exception {
        try (Program program = Program.start(directory)) {
            assertThat(program.awaitEnd(LIMIT)).isZero();
            assertThat(program.errors()).isEmpty();
            assertThat(program.output())
                    .containsSubsequence(
                            "1  An operator publishes a document",
                            "app one   starts with version 1 from the store at 127.0.0.1:",
                            "pool.size   10",
                            "app one   hears of version 2: 3 keys changed",
                            "~ pool.size   10 → 40",
                            "reads pool.size = 40 of version 2 (CURRENT)",
                            "does not parse as HOCON at line 7, column ",
                            "7 | banner   = \"Winter sale",
                            "^",
                            "reads pool.size = 40 of version 2 (CURRENT)",
                            "app one   refuses version 3 and keeps what it has: pool.size must be at most 500",
                            "reads pool.size = 40 of version 2 (REFUSING)",
                            "app one   hears of version 4: 3 keys changed",
                            "reads pool.size = 10 of version 4 (CURRENT)",
                            "4   ann   Rolled back to version 1",
                            "store     ZooKeeper goes down",
                            "app one   has lost the connection to the store",
                            "app one   reads pool.size = 10 of version 4 (STALE: it was the newest ",
                            "app two   starts with version 4 from the local copy",
                            "store     ZooKeeper serves again",
                            "app one   reads pool.size = 15 of version 5 (CURRENT)",
                            "app two   reads pool.size = 15 of version 5 (CURRENT)",
                            "The end.");
        }
        assertThat(directory.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void editsOfAFileReachTheRunningApplication() throws Exception {
        Path file = Files.writeString(directory.resolve("orders.conf"), "pool.size = 10");
        try (Program program = Program.start(directory, "-Dedict.watch=" + file)) {
            soon().untilAsserted(() -> assertThat(program.output()).contains("app       starts with version 1"));
            replace(file, "pool.size = 20");
            soon().untilAsserted(() -> assertThat(program.output()).contains("~ pool.size   10 → 20"));
            replace(file, "pool.size = }");
            soon().untilAsserted(() -> assertThat(program.output())
                    .containsSubsequence("at line 1, column ", "1 | pool.size = }", "app       stays on version 2"));
            replace(file, "pool.size = 2000");
            soon().untilAsserted(() -> assertThat(program.output()).contains("app       refuses version 3"));
            replace(file, "pool.size = 30");
            soon().untilAsserted(() -> assertThat(program.output()).contains("~ pool.size   20 → 30"));
            program.terminate();
            program.awaitEnd(LIMIT);
            assertThat(program.errors()).isEmpty();
        }
        assertThat(directory.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void applicationWaitsForAFirstGoodVersion() throws Exception {
        Path file = Files.writeString(directory.resolve("orders.json"), "{");
        try (Program program = Program.start(directory, "-Dedict.watch=" + file)) {
            soon().untilAsserted(() -> assertThat(program.output())
                    .containsSubsequence("does not parse as JSON", "app       waits for a first good version"));
            replace(file, "{\"pool\": {\"size\": 2000}}");
            soon().untilAsserted(() -> assertThat(program.output()).contains("app       cannot start"));
            replace(file, "{\"pool\": {\"size\": 20}}");
            soon().untilAsserted(() -> assertThat(program.output()).contains("app       starts with version 2"));
        }
    }

    @Test
    void missingFileEndsWithAnErrorThatNamesIt() throws Exception {
        Path missing = directory.resolve("missing.conf");
        assertThat(misuse(missing)).contains(missing + " is not there");
    }

    @Test
    void fileWithoutAKnownFormatEndsWithAnErrorThatNamesTheFormats() throws Exception {
        Path file = Files.writeString(directory.resolve("orders.txt"), "pool.size = 10");
        assertThat(misuse(file)).contains("orders.txt").contains(".conf, .json, .properties or .yaml");
    }

    private String misuse(Path file) throws IOException, InterruptedException {
        try (Program program = Program.start(directory, "-Dedict.watch=" + file)) {
            assertThat(program.awaitEnd(LIMIT)).isEqualTo(2);
            return program.errors();
        }
    }

    /** As many editors save: a new file takes the place of the old one. */
    private static void replace(Path file, String text) throws IOException {
        Path fresh = Files.writeString(file.resolveSibling("fresh"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(LIMIT);
    }
}
