package io.edict.plain.internal.disk;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.LocalCopyException;
import io.edict.plain.internal.fs.DirectoryLock;
import io.edict.plain.internal.fs.DiskOperations;
import io.edict.plain.internal.fs.FileOperations;
import io.edict.plain.internal.fs.Reason;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last known good version of each document in a directory on disk, so that an application that has run once starts
 * without the store. Each document has one file, and one more with the generation before it; {@link CopyFormat} tells
 * what they look like, {@link CopyWriter} in which order they are written, {@link DirectoryLock} how several clients and
 * processes share the directory.
 *
 * <p>Safe for use by many threads. All methods touch the disk, so they may block as long as that does; loading takes no
 * lock, saving waits for one, up to {@link CopySettings#lockWait()}. An interrupt makes a save fail and stays set.
 *
 * <p>New directories and all files are for their owner only, where the file system knows POSIX permissions; a directory
 * that exists already keeps the permissions it has. The directory itself may be a symbolic link; below it none is
 * followed.
 */
public final class LocalCopies implements AutoCloseable {
    private final CopyFiles files;
    private final CopyReader reader;
    private final CopyWriter writer;
    private final DirectoryLock lock;
    private final FileOperations operations;
    private volatile boolean closed;

    private LocalCopies(CopyFiles files, CopySettings settings, Check check, FileOperations operations) {
        this.files = files;
        this.reader = new CopyReader(files, settings.maxBytes(), check);
        this.writer = new CopyWriter(reader, settings, operations);
        this.lock = new DirectoryLock(files.directory(), settings.lockWait());
        this.operations = operations;
    }

    /** Judges a copy that is whole. */
    public interface Check {
        /** What is wrong with a version, as the end of a sentence that began with the copy's place, or null. */
        @Nullable
        String flaw(StoredVersion version);
    }

    /**
     * Opens a directory with {@link CopySettings#DEFAULTS}.
     *
     * @throws LocalCopyException as the other method does
     */
    public static LocalCopies open(Path directory) {
        return open(directory, CopySettings.DEFAULTS);
    }

    /**
     * Opens a directory; makes it, and those above it, if it is missing. Waits for no lock and reads no copy.
     *
     * @throws LocalCopyException if the directory cannot be made, is no directory or cannot be written
     */
    public static LocalCopies open(Path directory, CopySettings settings) {
        return open(directory, settings, new DiskOperations());
    }

    /**
     * Opens a directory with {@link CopySettings#DEFAULTS}, where a copy in which the check finds a flaw counts as damaged.
     *
     * @throws LocalCopyException as the other method does
     */
    public static LocalCopies open(Path directory, Check check) {
        return open(directory, CopySettings.DEFAULTS, check, new DiskOperations());
    }

    static LocalCopies open(Path directory, CopySettings settings, FileOperations operations) {
        return open(directory, settings, version -> null, operations);
    }

    private static LocalCopies open(Path directory, CopySettings settings, Check check, FileOperations operations) {
        try {
            operations.makeDirectories(directory.toAbsolutePath());
            Path real = directory.toRealPath();
            if (!Files.isWritable(real)) {
                throw new AccessDeniedException(real.toString());
            }
            LocalCopies copies = new LocalCopies(new CopyFiles(real), settings, check, operations);
            copies.lock.prepare();
            return copies;
        } catch (IOException e) {
            throw new LocalCopyException(
                    "The directory of local copies " + directory + " cannot be used: " + Reason.of(e)
                            + "; give the client a directory that it can make and write",
                    e);
        }
    }

    /**
     * Loads the newest copy of a document that is whole. Never throws because of what is on the disk; damage is told in the
     * result.
     */
    public LoadedCopy load(DocumentId id) {
        return reader.read(id).loaded();
    }

    /**
     * The documents of a namespace that have a copy, sorted; deletions and damaged copies count.
     *
     * @throws LocalCopyException if the namespace's directory cannot be listed
     */
    public List<DocumentId> list(String namespace) {
        Path directory = files.namespace(DocumentId.checkNamespace(namespace));
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            return CopyFiles.entries(directory).stream()
                    .map(file -> CopyFiles.document(namespace, file))
                    .flatMap(Optional::stream)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LocalCopyException(
                    "The local copies in " + directory + " cannot be listed: " + Reason.of(e)
                            + "; make it a directory that this process can read, or remove it",
                    e);
        }
    }

    /**
     * Makes a version the newest copy of its document, durably: when this returns, a power failure does not undo it.
     *
     * <p>Does nothing if the copy on disk holds a newer version of the same store, which another process may have put
     * there, or the same edition, proved less than {@link CopySettings#proofStep()} earlier or later. So a save at each
     * proof costs a read, and a write only now and then; a start from disk may then take the version for older than it is
     * by this step, never for fresher.
     *
     * @param version the version, verified
     * @param provenAt when it was proved to be the newest
     * @throws LocalCopyException if it could not be written; what was there before can still be loaded
     */
    public void save(StoredVersion version, Instant provenAt) {
        try {
            if (closed) {
                throw new IOException("the client was closed");
            }
            operations.makeDirectories(files.directory());
            lock.hold(() -> writer.write(version, provenAt));
        } catch (IOException e) {
            VersionInfo info = version.info();
            throw new LocalCopyException(
                    "Version " + info.version() + " of " + info.id() + " could not be written to its local copy "
                            + files.current(info.id()) + ": " + Reason.of(e)
                            + "; see to the directory (room, permissions, who locks it), or give the client another one",
                    e);
        }
    }

    /** Lets no save begin any more. Returns at once; one that is under way ends in its own time. */
    @Override
    public void close() {
        closed = true;
    }
}
