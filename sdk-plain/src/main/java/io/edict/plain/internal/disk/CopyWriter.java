package io.edict.plain.internal.disk;

import io.edict.DocumentId;
import io.edict.plain.internal.disk.Generation.Taken;
import io.edict.plain.internal.disk.Generation.Usable;
import io.edict.plain.internal.fs.DirectoryLock;
import io.edict.plain.internal.fs.FileOperations;
import io.edict.plain.internal.fs.Reason;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the copy of a document. All calls come from who holds the {@link DirectoryLock}. These are the steps, and what
 * a crash behind each of them leaves:
 *
 * <ol>
 *   <li>What is there is read and judged. If it is ahead, nothing is done.
 *   <li>The new copy is written to a temporary file of its own and synced. <i>Crash: both generations as before, and a
 *       temporary file that the next one to write here removes. A full disk shows here, before anything is touched.</i>
 *   <li>The current file is renamed to be the previous one; but only if it is good and holds another edition: damage
 *       never replaces a good older generation, and a newer proof of the same edition needs no generation of its own.
 *       <i>Crash: the place of the newest is empty, and readers take the older one, which is the one that was the newest.</i>
 *   <li>The temporary file is renamed to be the current one. <i>Crash: the new copy is in place.</i>
 *   <li>The directory is synced. After a power failure before that, either rename may be undone; whichever it is, each
 *       name still leads to a whole file, because all were synced before they got their first name: new and older, older
 *       alone, or as before.
 * </ol>
 *
 * <p>Thus from the first save on there is a good copy at any moment, and if the newest is lost, the one before it is found.
 *
 * <p>Thread-safe: the only state is the set of namespaces where leftovers were looked for.
 */
final class CopyWriter {
    private static final Logger LOG = LoggerFactory.getLogger(CopyWriter.class);

    private final CopyFiles files;
    private final CopySettings settings;
    private final CopyReader reader;
    private final FileOperations operations;
    private final Set<String> tidied = ConcurrentHashMap.newKeySet();

    CopyWriter(CopyReader reader, CopySettings settings, FileOperations operations) {
        this.files = reader.files();
        this.settings = settings;
        this.reader = reader;
        this.operations = operations;
    }

    /** Writes a version, unless what is there is ahead of it or nearly the same. */
    void write(StoredVersion version, Instant provenAt) throws IOException {
        DocumentId id = version.info().id();
        prepare(id.namespace());
        Generations there = reader.read(id);
        refuseToEvict(there.newest());
        refuseToEvict(there.older());
        if (there.areAheadOf(version)) {
            LOG.debug(
                    "The local copy of {} is ahead of version {} and stays",
                    id,
                    version.info().version());
        } else if (!isCurrent(there, version, provenAt)) {
            replace(
                    id,
                    there.newest() instanceof Usable good && !good.version().sameEdition(version),
                    encode(version, provenAt));
        }
    }

    private void prepare(String namespace) throws IOException {
        Path directory = files.namespace(namespace);
        if (Files.isSymbolicLink(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        operations.makeDirectories(directory);
        if (!tidied.contains(namespace)) {
            removeLeftovers(directory);
            tidied.add(namespace);
        }
    }

    private static void refuseToEvict(Generation found) throws IOException {
        if (found instanceof Taken taken) {
            throw new FileSystemException(
                    taken.file().toString(), null, taken.file().getFileName() + " " + taken.state());
        }
    }

    /**
     * Whether the newest generation is the same edition, proved at about the same time. The difference counts in both
     * directions: a proof from the future, by a clock that was wrong, must not stay.
     */
    private boolean isCurrent(Generations there, StoredVersion version, Instant provenAt) {
        return there.newest() instanceof Usable good
                && good.version().sameEdition(version)
                && Duration.between(good.provenAt(), provenAt).abs().compareTo(settings.proofStep()) < 0;
    }

    private List<ByteBuffer> encode(StoredVersion version, Instant provenAt) throws IOException {
        List<ByteBuffer> parts = CopyFormat.encode(version, provenAt);
        long size = parts.stream().mapToLong(ByteBuffer::remaining).sum();
        if (size > settings.maxBytes()) {
            throw new IOException("it needs " + size + " bytes, more than the " + settings.maxBytes() + " allowed");
        }
        return parts;
    }

    private void replace(DocumentId id, boolean keepNewest, List<ByteBuffer> copy) throws IOException {
        Path directory = files.namespace(id.namespace());
        Path temporary = operations.createTemporary(directory, CopyFiles.temporaryPrefix(id));
        try {
            operations.write(temporary, copy);
            if (keepNewest) {
                operations.move(files.current(id), files.previous(id));
            }
            operations.move(temporary, files.current(id));
        } catch (IOException | RuntimeException e) {
            remove(temporary);
            throw e;
        }
        operations.syncDirectory(directory);
    }

    /** Temporary files belong to nobody while the lock is held by who is about to make its first one. */
    private void removeLeftovers(Path directory) throws IOException {
        CopyFiles.entries(directory).stream()
                .filter(CopyFiles::isTemporary)
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .forEach(this::remove);
    }

    private void remove(Path temporary) {
        try {
            operations.delete(temporary);
        } catch (IOException e) {
            LOG.warn("The unfinished local copy {} could not be removed: {}", temporary, Reason.of(e));
        }
    }
}
