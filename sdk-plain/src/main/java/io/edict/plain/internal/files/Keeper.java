package io.edict.plain.internal.files;

import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.ContentTooLargeException;
import io.edict.error.CorruptContentException;
import io.edict.error.OutcomeUnknownException;
import io.edict.plain.internal.files.JournalRecord.Part;
import io.edict.plain.internal.files.JournalRecord.Published;
import io.edict.plain.internal.files.JournalRecord.Text;
import io.edict.plain.internal.fs.DirectoryLock;
import io.edict.plain.internal.fs.DiskOperations;
import io.edict.plain.internal.fs.FileOperations;
import io.edict.plain.internal.fs.Reason;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Ledger;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open directory: looks at it, publishes to it and reads from it, on the caller's thread.
 *
 * <p>Two locks, in this order: the directory's, for whoever changes the journal or working files, out of all processes;
 * then this object's monitor, which guards what is in memory (book, reconciler). Looking and reading need the monitor
 * alone, so they go on while another process publishes.
 *
 * <p>Publishing goes in these steps, and this is what a crash behind each of them leaves:
 *
 * <ol>
 *   <li>What others have written and what was edited by hand is taken into the book.
 *   <li>All versions are appended to the journal in one record, with what the working files look like now, and synced.
 *       <i>Crash before the end: nothing was published, the rest of the record is cut off. Behind it: all is published; the
 *       working files still look like that, so the next to open or look at the directory writes them.</i>
 *   <li>Each working file is written to a temporary one, synced, and renamed. <i>Crash: those that are in place are what
 *       their heads say, the others are written as above.</i>
 *   <li>The journal notes that the files are in place. <i>From here on, any file that is not what its head says was edited,
 *       even if it is what it was before.</i>
 * </ol>
 */
final class Keeper {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);
    private static final String FOLDER = ".edict";
    private static final long MOST_TOGETHER = 256L * 1024 * 1024;
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

    private final FileSettings settings;
    private final FileErrors errors;
    private final WorkingTree tree;
    private final Book book;
    private final Reconciler reconciler;
    private final @Nullable DirectoryLock lock;

    private Keeper(FileSettings settings, Parts parts, InstantSource clock) {
        this.settings = settings;
        this.errors = new FileErrors(settings.directory());
        this.tree = parts.tree();
        this.book = parts.book();
        this.lock = parts.lock();
        this.reconciler = new Reconciler(settings, tree, book, clock);
    }

    private record Parts(
            WorkingTree tree, Book book, @Nullable DirectoryLock lock) {}

    /** Opens a directory, for reading alone if nothing can be written there. */
    static Keeper open(FileSettings settings, InstantSource clock) {
        FileOperations operations = new DiskOperations();
        FileErrors errors = new FileErrors(settings.directory());
        try {
            Path real = settings.directory().toRealPath();
            Path folder = real.resolve(FOLDER);
            DirectoryLock lock = writable(folder, operations);
            if (lock == null) {
                WorkingTree tree = new WorkingTree(settings.directory(), operations);
                return new Keeper(settings, new Parts(tree, new Book(null), null), clock);
            }
            Journal journal = new Journal(folder, operations);
            WorkingTree tree = new WorkingTree(real, operations);
            lock.hold(() -> {
                journal.create();
                tree.removeLeftovers();
            });
            return new Keeper(settings, new Parts(tree, new Book(journal), lock), clock);
        } catch (IOException e) {
            throw errors.translate(e, null);
        }
    }

    private static @Nullable DirectoryLock writable(Path folder, FileOperations operations) {
        DirectoryLock lock = new DirectoryLock(folder, LOCK_WAIT);
        try {
            operations.makeDirectories(folder);
            lock.prepare();
            Path ignore = folder.resolve(".gitignore");
            if (!Files.exists(ignore)) {
                Files.writeString(ignore, "*\n");
            }
            operations.delete(operations.createTemporary(folder, "probe-"));
            return lock;
        } catch (IOException e) {
            log.warn(
                    "Nothing can be written to {}: {}; its documents are served, their versions are counted anew with each"
                            + " start, and publishing is refused",
                    folder.getParent(),
                    Reason.of(e));
            return null;
        }
    }

    /** Whether this directory can only be read. */
    boolean isReadOnly() {
        return lock == null;
    }

    /** The directories in which something can happen. */
    List<Path> places() throws IOException {
        List<Path> places = new ArrayList<>();
        places.add(tree.root());
        if (lock != null) {
            places.add(tree.root().resolve(FOLDER));
        }
        tree.namespaces().forEach(namespace -> places.add(tree.root().resolve(namespace)));
        return places;
    }

    /**
     * Looks at all files, and takes what was edited by hand into the book.
     *
     * @param thorough whether to judge again what went wrong before
     */
    void look(boolean thorough) {
        Set<DocumentId> due;
        synchronized (this) {
            try {
                if (thorough) {
                    reconciler.retry();
                }
                Map<DocumentId, List<WorkingFile>> scanned = tree.scan(tree.namespaces());
                book.refresh();
                checkNotEmptied(scanned);
                due = reconciler.candidates(scanned);
            } catch (IOException e) {
                throw errors.translate(e, null);
            }
        }
        if (!due.isEmpty()) {
            exclusively(Deadline.after(LOCK_WAIT), () -> {
                book.refresh();
                reconciler.reconcile(due);
                book.compactIfDue();
            });
        }
    }

    /** A volume that is not there any more leaves an empty directory; that deletes nothing. */
    private void checkNotEmptied(Map<DocumentId, List<WorkingFile>> scanned) throws IOException {
        boolean had =
                book.ledger().documents().stream().map(book::head).anyMatch(head -> head != null && !head.isDeletion());
        if (lock == null && scanned.isEmpty() && had) {
            throw new IOException("it has no documents any more");
        }
    }

    /** Whether some file was changed, and will be looked at again soon. */
    synchronized boolean waiting() {
        return reconciler.waiting();
    }

    /** The documents that have changed since this was asked last. */
    synchronized Set<DocumentId> takeTouched() {
        return book.takeTouched();
    }

    private void exclusively(Deadline deadline, DirectoryLock.Work work) {
        DirectoryLock.Work guarded = () -> {
            synchronized (this) {
                try {
                    work.run();
                } catch (IOException e) {
                    throw errors.translate(e, null);
                }
            }
        };
        try {
            if (lock == null) {
                guarded.run();
            } else {
                lock.hold(deadline, guarded);
            }
        } catch (IOException e) {
            throw errors.busy(e);
        }
    }

    List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        DocumentId first = changes.get(0).id();
        if (lock == null) {
            throw errors.readOnly(first);
        }
        settings.limit().check(changes);
        checkTogether(changes);
        while (true) {
            List<PublishResult> results = new ArrayList<>();
            exclusively(deadline, () -> results.addAll(publishNow(changes, issuer)));
            if (!results.isEmpty()) {
                return results;
            }
            LockSupport.parkNanos(settings.times().settle().toNanos());
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw errors.changing(first);
            }
        }
    }

    private static void checkTogether(List<Change> changes) {
        long bytes =
                changes.stream().mapToLong(change -> change.content().size()).sum();
        if (bytes > MOST_TOGETHER) {
            throw new ContentTooLargeException(
                    "The publish of " + changes.size() + " documents has " + bytes + " bytes, above the limit of "
                            + MOST_TOGETHER + "; nothing was written. Publish fewer documents together",
                    changes.get(0).id());
        }
    }

    /** Publishes, or answers nothing if one of the files is just being edited. */
    private List<PublishResult> publishNow(List<Change> changes, Issuer issuer) throws IOException {
        book.refresh();
        List<DocumentId> ids = changes.stream().map(Change::id).toList();
        if (!reconciler.reconcile(ids)) {
            return List.of();
        }
        Map<DocumentId, List<WorkingFile>> before = new HashMap<>();
        for (DocumentId id : ids) {
            before.put(id, replaceable(id));
        }
        Set<DocumentId> damaged =
                ids.stream().filter(id -> reconciler.trouble(id) != null).collect(Collectors.toSet());
        List<VersionInfo> versions = book.ledger().plan(changes, book.storeId(), issuer, damaged);
        List<PublishResult> results = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            VersionInfo version = versions.get(i);
            List<WorkingFile> files = Objects.requireNonNull(before.get(version.id()));
            Part part = reconciler.part(changes.get(i), version, fileName(version, files), files);
            HeaderCodec.checkLine(
                    version.id(), HeaderCodec.encode(part.header()).getBytes(StandardCharsets.UTF_8).length);
            parts.add(part);
            results.add(new PublishResult(version, book.head(version.id())));
        }
        record(new Published(issuer.publishId(), parts));
        before.forEach(reconciler::write);
        compact();
        return results;
    }

    /** A document's files, if a publish can take their place. */
    private List<WorkingFile> replaceable(DocumentId id) throws IOException {
        Trouble trouble = reconciler.trouble(id);
        if (trouble != null && trouble.isAmbiguous()) {
            throw trouble.refusal(id);
        }
        List<WorkingFile> files = tree.find(id);
        for (WorkingFile file : files) {
            Path path = tree.file(id, file.name());
            if (Files.isSymbolicLink(path)) {
                throw errors.link(id, path);
            }
        }
        return files;
    }

    /** A document keeps its file, unless the format is another one. */
    private static String fileName(VersionInfo version, List<WorkingFile> files) {
        return files.stream()
                .filter(file -> file.format() == version.format())
                .map(WorkingFile::name)
                .findFirst()
                .orElse(version.id().name() + "." + version.format().extension());
    }

    private void record(Published published) throws IOException {
        try {
            book.record(published, false);
        } catch (Journal.UndecidedException e) {
            DocumentId id = published.parts().get(0).header().info().id();
            throw new OutcomeUnknownException(
                    "The disk failed while " + id + " was being published, and it is open how that ended; look for the"
                            + " publish id " + published.publishId()
                            + " in the document's history before publishing again",
                    id,
                    published.publishId(),
                    e);
        }
    }

    /** The publish stands, whatever comes of this. */
    private void compact() {
        try {
            book.compactIfDue();
        } catch (IOException e) {
            log.warn("The journal of {} could not be rewritten: {}", settings.directory(), Reason.of(e));
        }
    }

    synchronized Reading head(DocumentId id) {
        refresh(id);
        Trouble trouble = reconciler.trouble(id);
        if (trouble != null) {
            return new Reading.Unreadable(trouble.reason(), trouble.stamp());
        }
        Ledger.Entry<Text> head = book.ledger().head(id);
        if (head == null) {
            return new Reading.Missing();
        }
        try {
            return new Reading.Present(load(head), stamp(id));
        } catch (CorruptContentException unreadable) {
            return new Reading.Unreadable(unreadable, stamp(id));
        }
    }

    private StoredVersion load(Ledger.Entry<Text> entry) {
        settings.limit().check(entry.info(), settings.directory().toString());
        try {
            return book.load(entry);
        } catch (IOException e) {
            throw errors.translate(e, entry.info().id());
        }
    }

    /** What a head looked like when it was looked at last. */
    synchronized Stamp stamp(DocumentId id) {
        Trouble trouble = reconciler.trouble(id);
        if (trouble != null) {
            return trouble.stamp();
        }
        VersionInfo head = book.head(id);
        return head == null
                ? Stamp.ABSENT
                : new Stamp(
                        Math.abs((long) book.storeId().hashCode()),
                        head.version().number());
    }

    synchronized StoredVersion version(DocumentId id, long number) {
        refresh(id);
        return load(book.ledger().version(id, number));
    }

    synchronized List<Kept> kept(DocumentId id) {
        refresh(id);
        return book.ledger().kept(id, book.storeId());
    }

    synchronized List<VersionInfo> history(DocumentId id) {
        refresh(id);
        return book.ledger().history(id);
    }

    synchronized List<String> namespaces() {
        refresh(null);
        return book.ledger().namespaces();
    }

    synchronized List<DocumentId> documents(String namespace) {
        refresh(null);
        return book.ledger().documents(namespace);
    }

    /** The documents of a namespace as they were looked at last. */
    synchronized List<DocumentId> knownDocuments(String namespace) {
        return book.ledger().documents(namespace);
    }

    private void refresh(@Nullable DocumentId id) {
        try {
            book.refresh();
        } catch (IOException e) {
            throw errors.translate(e, id);
        }
    }

    /** What stands in the way of using a directory; for error texts. */
    static String diagnose(Path directory) {
        if (!Files.exists(directory)) {
            return directory + " does not exist; make it, or mend the path";
        }
        if (!Files.isDirectory(directory)) {
            return directory + " is no directory; mend the path";
        }
        return Files.isReadable(directory)
                ? "nothing stands in the way"
                : "this process may not read " + directory + "; give it the right";
    }
}
