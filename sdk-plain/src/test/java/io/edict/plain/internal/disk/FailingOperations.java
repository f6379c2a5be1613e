package io.edict.plain.internal.disk;

import io.edict.plain.internal.fs.DiskOperations;
import io.edict.plain.internal.fs.FileOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The steps on a real disk, until one fails; the file that is written in that moment is left cut. */
final class FailingOperations implements FileOperations {
    private final DiskOperations disk = new DiskOperations();
    private final Random random;
    private final boolean crash;
    private int left = Integer.MAX_VALUE;

    private FailingOperations(boolean crash, Random random) {
        this.crash = crash;
        this.random = random;
    }

    /** The process dies: neither does any later step happen. */
    static FailingOperations crashing(Random random) {
        return new FailingOperations(true, random);
    }

    /** The disk is full, and stays so: only removing works. */
    static FailingOperations full(Random random) {
        return new FailingOperations(false, random);
    }

    /** Lets so many steps pass from now on. */
    FailingOperations passing(int steps) {
        left = steps;
        return this;
    }

    private boolean fails() {
        return left-- <= 0;
    }

    private IOException failure() {
        if (crash) {
            throw new Crash();
        }
        return new IOException("No space left on device");
    }

    @Override
    public void makeDirectories(Path directory) throws IOException {
        if (fails()) {
            throw failure();
        }
        disk.makeDirectories(directory);
    }

    @Override
    public Path createTemporary(Path directory, String prefix) throws IOException {
        if (fails()) {
            throw failure();
        }
        return disk.createTemporary(directory, prefix);
    }

    @Override
    public void write(Path file, List<ByteBuffer> parts) throws IOException {
        if (fails()) {
            disk.write(file, cut(parts));
            throw failure();
        }
        disk.write(file, parts);
    }

    private List<ByteBuffer> cut(List<ByteBuffer> parts) {
        List<ByteBuffer> written = new ArrayList<>();
        for (ByteBuffer part : parts.subList(0, random.nextInt(parts.size() + 1))) {
            written.add(part.slice(0, random.nextInt(part.remaining() + 1)));
        }
        return written;
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (fails()) {
            throw failure();
        }
        disk.move(from, to);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (fails()) {
            throw failure();
        }
        disk.syncDirectory(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
        if (fails() && crash) {
            throw failure();
        }
        disk.delete(file);
    }

    /** The end of a process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }
}
