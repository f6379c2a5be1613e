package io.edict.plain.internal.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.ConfigStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A second JVM that publishes to a directory until it is killed, and says the number of each version it made. */
final class PublisherMain implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    PublisherMain(Path directory) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublisherMain.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(UTF_8);
    }

    @Nullable
    String nextLine() throws IOException {
        return output.readLine();
    }

    /** Ends it as {@code kill -9} does, and returns when it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** What the second JVM runs. */
    public static void main(String[] arguments) {
        try (OpenStores stores = new OpenStores()) {
            ConfigStore store = stores.open(Path.of(arguments[0]));
            for (int i = 1; i < 100_000; i++) {
                long number = store.publish(
                                List.of(Changes.text(Bench.ORDERS, "a = \"theirs " + i + "\"")),
                                UUID.randomUUID(),
                                OpenStores.deadline())
                        .get(0)
                        .version()
                        .number();
                System.out.println("made " + number);
                System.out.flush();
            }
        }
    }
}
