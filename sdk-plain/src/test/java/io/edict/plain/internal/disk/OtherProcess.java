package io.edict.plain.internal.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edict.DocumentId;
import io.edict.plain.internal.fs.DirectoryLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A second JVM that uses a directory of copies: it keeps the lock, or saves versions and says so after each. */
final class OtherProcess implements AutoCloseable {
    static final List<DocumentId> DOCUMENTS = List.of(Copies.ORDERS, DocumentId.of("shop/prices"));

    private static final CopySettings SETTINGS =
            new CopySettings(1024 * 1024, Duration.ofSeconds(20), Duration.ofNanos(1));

    private final Process process;
    private final BufferedReader output;

    private OtherProcess(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName());
        builder.command().addAll(List.of(arguments));
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        output = process.inputReader(UTF_8);
    }

    /** Begins to keep the lock, and says {@code held}. */
    static OtherProcess holding(Path directory) throws IOException {
        return new OtherProcess("hold", directory.toString());
    }

    /** Says {@code free} or {@code busy}. */
    static OtherProcess trying(Path directory) throws IOException {
        return new OtherProcess("try", directory.toString());
    }

    /** Begins to save the versions of {@link #DOCUMENTS}, and says the number of each that is saved. */
    static OtherProcess saving(Path directory, long first, long last) throws IOException {
        return new OtherProcess("save", directory.toString(), Long.toString(first), Long.toString(last));
    }

    /** The next line that it says, or null if it has ended. */
    @Nullable
    String nextLine() throws IOException {
        return output.readLine();
    }

    void awaitLine(String line) throws IOException {
        String said = nextLine();
        if (!line.equals(said)) {
            throw new AssertionError("The other process said " + said);
        }
    }

    /** Ends it as {@code kill -9} does, and returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** What the second JVM runs. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "hold" -> hold(directory);
            case "try" -> tryOnce(directory);
            default -> save(directory, Long.parseLong(arguments[2]), Long.parseLong(arguments[3]), OtherProcess::say);
        }
    }

    private static void hold(Path directory) throws IOException {
        new DirectoryLock(directory, SETTINGS.lockWait()).hold(() -> {
            say("held");
            System.in.read();
        });
    }

    private static void tryOnce(Path directory) {
        try {
            new DirectoryLock(directory, Duration.ZERO).hold(() -> say("free"));
        } catch (IOException e) {
            say("busy");
        }
    }

    private static void say(Object what) {
        System.out.println(what);
        System.out.flush();
    }

    /** Saves versions one after another; also what the test's own JVM does against it. */
    static void save(Path directory, long first, long last, LongConsumer saved) {
        try (LocalCopies copies = LocalCopies.open(directory, SETTINGS)) {
            for (long number = first; number <= last; number++) {
                for (DocumentId id : DOCUMENTS) {
                    copies.save(Copies.version(id, number), Copies.NOON);
                }
                saved.accept(number);
            }
        }
    }
}
