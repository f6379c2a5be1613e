package io.edict.plain.embedded;

import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's directory, locked against a second embedded server: ZooKeeper itself would let two write into one log.
 *
 * @param path the directory
 * @param temporary whether it is deleted at close
 * @param lock an open, locked file in it
 */
record DataDirectory(Path path, boolean temporary, FileChannel lock) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
    private static final String LOCK_FILE = "edict.lock";

    /** Opens a directory, or a temporary one if none is given. Not for an interrupted thread, whose files close at once. */
    static DataDirectory open(@Nullable Path wanted) {
        try {
            Path path = wanted == null
                    ? Files.createTempDirectory("edict-zookeeper-")
                    : Files.createDirectories(wanted.toAbsolutePath());
            return new DataDirectory(path, wanted == null, lock(path));
        } catch (IOException e) {
            InvalidRequestException failure =
                    new InvalidRequestException("The embedded server did not start: its directory"
                            + (wanted == null ? "" : " " + wanted) + " cannot be used (" + e
                            + "); choose one that can be written with dataDirectory(Path)");
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = tryLock(channel) != null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw new InvalidRequestException("The embedded server did not start: another one uses the directory "
                    + path + "; close that one, or choose another directory with dataDirectory(Path)");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Unlocks the directory, and deletes it if it is temporary. What cannot be deleted is logged and stays. */
    @Override
    public void close() {
        try {
            lock.close();
            if (temporary) {
                delete();
            }
        } catch (IOException e) {
            LOG.warn("The embedded server's directory {} could not be tidied up", path, e);
        }
    }

    private void delete() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.delete(each);
        }
    }
}
