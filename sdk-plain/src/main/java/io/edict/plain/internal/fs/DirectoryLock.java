package io.edict.plain.internal.fs;

import io.edict.plain.internal.store.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one writer at a time into a directory, out of all threads and clients of this JVM and all processes of this
 * machine. There are two locks, always taken in this order and both held for one write only:
 *
 * <ol>
 *   <li>a {@link ReentrantLock} for the directory's real path, shared by all clients of this JVM through {@link #SEATS}. An
 *       entry exists only while somebody holds the lock or waits for it;
 *   <li>an operating system's lock on the file {@code .lock}. It ends with the process that holds it, however that dies.
 * </ol>
 *
 * <p>The first is more than a short cut: the second belongs to the process, and on POSIX systems closing <i>any</i> channel
 * to the file gives it up. Therefore the file is only ever opened by who holds the first lock. The one gap is a second
 * class loader with its own Edict on the same directory: it is kept out ({@link OverlappingFileLockException}, taken as
 * "held"), but its retries may let a third process in too early. Then two may write at once: local copies stay whole, as
 * each has its own temporary file, and at worst an older version is left on the disk.
 *
 * <p>The file is opened for each write, not once: who deletes the directory while clients run loses no exclusion for
 * long. The file itself is never deleted.
 */
public final class DirectoryLock {
    private static final String NAME = ".lock";
    private static final ConcurrentMap<Path, Seat> SEATS = new ConcurrentHashMap<>();
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(32);
    private static final Set<OpenOption> OPEN =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path directory;
    private final Path file;
    private final Duration wait;

    /**
     * A lock for a directory.
     *
     * @param directory the directory, a real path
     * @param wait how long to wait for others, where a call does not say
     */
    public DirectoryLock(Path directory, Duration wait) {
        this.directory = directory;
        this.file = directory.resolve(NAME);
        this.wait = wait;
    }

    /** What is done while the lock is held. */
    public interface Work {
        /** Does it. */
        void run() throws IOException;
    }

    /** Makes the file, or sees that it can be used, without opening one that exists. */
    public void prepare() throws IOException {
        try {
            Files.createFile(file, DiskOperations.ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(file)) {
                throw new AccessDeniedException(file.toString());
            }
        }
    }

    /**
     * Does something that nobody else may do at the same time. Blocks, for the time that the lock was made with.
     *
     * @throws IOException as the other method does
     */
    public void hold(Work work) throws IOException {
        hold(Deadline.after(wait), work);
    }

    /**
     * Does something that nobody else may do at the same time. Blocks.
     *
     * @param deadline until when to wait for others
     * @throws IOException if the lock could not be had in time, or the thread was interrupted meanwhile; the interrupt
     *     stays set. Then nothing was done
     */
    public void hold(Deadline deadline, Work work) throws IOException {
        Seat seat = take();
        try {
            if (!seat.lock.tryLock(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(deadline);
            }
            try {
                holdFile(deadline, work);
            } finally {
                seat.lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + file);
        } finally {
            leave();
        }
    }

    private void holdFile(Deadline deadline, Work work) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file, OPEN, DiskOperations.ownerOnly("rw-------"))) {
            FileLock lock = await(channel, deadline);
            try {
                work.run();
            } finally {
                lock.release();
            }
        }
    }

    private FileLock await(FileChannel channel, Deadline deadline) throws IOException, InterruptedException {
        for (long pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (deadline.passed()) {
                throw busy(deadline);
            }
            LockSupport.parkNanos(this, Math.min(pause, deadline.leftNanos()));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another class loader's Edict, in this JVM
        }
    }

    private IOException busy(Deadline deadline) {
        return new IOException("another user of the directory, perhaps a stopped or hanging process, has kept " + file
                + " locked for " + deadline.within().toMillis() + " ms");
    }

    private Seat take() {
        return Objects.requireNonNull(SEATS.compute(directory, (path, found) -> {
            Seat seat = found == null ? new Seat() : found;
            seat.users++;
            return seat;
        }));
    }

    private void leave() {
        SEATS.computeIfPresent(directory, (path, seat) -> --seat.users == 0 ? null : seat);
    }

    /** One directory's lock within this JVM. */
    private static final class Seat {
        private final ReentrantLock lock = new ReentrantLock();
        private int users; // changed within the map's compute only
    }
}
