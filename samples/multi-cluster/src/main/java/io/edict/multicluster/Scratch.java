package io.edict.multicluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary directory that is gone afterwards, also if the process is ended from outside.
 *
 * @param path the directory
 * @param onExit deletes the directory when the process ends
 */
record Scratch(Path path, Thread onExit) implements AutoCloseable {
    static Scratch create() throws IOException {
        Path path = Files.createTempDirectory("edict-multi-cluster-");
        Thread onExit = new Thread(() -> delete(path), "delete-scratch");
        Runtime.getRuntime().addShutdownHook(onExit);
        return new Scratch(path, onExit);
    }

    /** Leaves the deletion to the end of the process: by then nobody writes any more. */
    @Override
    public void close() {
        delete(path);
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("The temporary directory " + directory + " could not be deleted: " + e);
        }
    }
}
