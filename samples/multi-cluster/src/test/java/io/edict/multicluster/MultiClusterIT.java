package io.edict.multicluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample as a process of its own. */
class MultiClusterIT {
    private static final long LIMIT_SECONDS = 120;

    @TempDir
    private Path directory;

    @Test
    void allModesAreToldToTheEndAndNobodyGoesBackOrMissesAVersion() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        String told = told(temporary);
        assertThat(told.replaceAll("\\s+", " "))
                .containsSubsequence(
                        "all three have heard of version 2 of shop/orders",
                        "berlin is killed: SIGKILL",
                        "The primary berlin of epoch 1 cannot be reached, so nothing was written",
                        "berlin unknown",
                        "a majority, so it takes no force",
                        "has promoted munich: epoch 2",
                        "publishes again, and is at version",
                        "berlin shop/prices version 2 \"Only Berlin has this\" price = 99",
                        "all three read price = 10 in version 2 of incarnation 2",
                        "in the three clusters: the same",
                        "0 of them failed, 0 steps back",
                        "Redundant: any two of three clusters",
                        "oslo is killed: SIGKILL",
                        "and 0 were refused",
                        "nobody did anything",
                        "oslo serves again",
                        "1 document compared in all three, 0 differences",
                        "0 of them failed, 0 steps back",
                        "Sharded: each cluster holds some",
                        "a fourth shard, east, which the store does not use yet",
                        "adds east",
                        "to east; 0 left",
                        "east serving 1.0",
                        "documents heard, 0 missed or out of order",
                        "The end. No application went back")
                .doesNotContain("FAULT");
        assertThat(temporary).isEmptyDirectory();
    }

    /** What the sample says when it has ended as it should. */
    private String told(Path temporary) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Dedict.multicluster.log=" + directory.resolve("log"),
                "-classpath",
                System.getProperty("java.class.path"),
                MultiCluster.class.getName()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String told = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(Files.readString(err, StandardCharsets.UTF_8)).isEmpty();
        assertThat(process.exitValue()).as(told).isZero();
        return told;
    }
}
