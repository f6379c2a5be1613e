package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.plain.internal.content.HostileTexts;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client in a JVM of 64 MiB goes on, whatever texts it is sent. */
@Timeout(600)
class SmallHeapTest {
    private static final int LENGTH = 100_000;

    @Test
    void clientSurvivesHostileTextsInSmallHeap(@TempDir Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path", "")
                                + File.pathSeparator
                                + System.getProperty("surefire.test.class.path", ""),
                        HostileMain.class.getName(),
                        String.valueOf(LENGTH))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor()).as(Files.readString(output)).isZero();

        List<String> names = HostileTexts.of(1).stream()
                .map(hostile -> "survived " + hostile.name())
                .toList();
        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .contains(names)
                .doesNotContain("StackOverflowError", "OutOfMemoryError", "in a way that Edict does not know");
    }
}
