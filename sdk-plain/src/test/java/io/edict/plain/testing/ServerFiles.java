package io.edict.plain.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The temporary directory of one server process: its configuration, its data and its log. */
record ServerFiles(Path root) implements AutoCloseable {
    private static final int TAIL = 60;

    static ServerFiles create() {
        try {
            return new ServerFiles(Files.createTempDirectory("edict-server-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path configuration() {
        return root.resolve("zoo.cfg");
    }

    Path data() {
        return root.resolve("data");
    }

    Path log() {
        return root.resolve("server.log");
    }

    void write(List<String> configuration, int id) {
        try {
            Files.createDirectories(data());
            Files.write(configuration(), configuration);
            Files.writeString(data().resolve("myid"), Integer.toString(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of the log. */
    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (NoSuchFileException e) {
            return "(no log yet)";
        } catch (IOException e) {
            return "(the log cannot be read: " + e + ")";
        }
    }

    void copyData(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteData() {
        delete(data());
    }

    @Override
    public void close() {
        delete(root);
    }

    private static void delete(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
