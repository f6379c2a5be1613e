package io.edict.drill.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories. */
final class Directories {
    private Directories() {}

    /** Removes what is in a directory. */
    static void clear(Path directory) {
        for (Path each :
                all(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
            try {
                if (!each.equals(directory)) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Makes a directory hold what another one holds. */
    static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            clear(to);
            for (Path each : all(from)) {
                Path target = to.resolve(from.relativize(each));
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

    private static List<Path> all(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
