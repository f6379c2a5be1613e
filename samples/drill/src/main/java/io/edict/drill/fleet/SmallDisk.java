package io.edict.drill.fleet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system in memory, small enough to be filled up. Mounting one needs the rights for it. */
final class SmallDisk {
    private static final String FILLER = "filler";
    private static final int BLOCK = 4096;

    private final Path directory;

    SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Whether it could be mounted. */
    boolean mount() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(List.of("mount", "-t", "tmpfs", "-o", "size=24m", "edict-drill", directory.toString()));
    }

    void unmount() {
        run(List.of("umount", "-l", directory.toString()));
    }

    /** Leaves no space, not even for a small file. */
    void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(directory.resolve(FILLER))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // That is what was wanted.
        }
    }

    void empty() {
        try {
            Files.deleteIfExists(directory.resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
