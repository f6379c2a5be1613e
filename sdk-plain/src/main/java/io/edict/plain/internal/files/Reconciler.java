package io.edict.plain.internal.files;

import io.edict.DocumentId;
import io.edict.Publication.Expectation;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.VersionInfo.Origin;
import io.edict.plain.internal.files.JournalRecord.Part;
import io.edict.plain.internal.files.JournalRecord.Published;
import io.edict.plain.internal.files.JournalRecord.Text;
import io.edict.plain.internal.fs.Reason;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Ledger;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the working files and the book together: what differs is either an edit by hand, and becomes a version, or what a
 * publish left stale when its process died before it wrote the file, and is written now.
 *
 * <p>The two are told apart by what the journal says of each publish: what the files looked like when it took effect. A
 * file that still looks like that is stale, as long as the journal does not say that the publish's files are in place.
 *
 * <p>Guarded by whoever owns it; {@link #reconcile} and {@link #write} need the directory's lock besides.
 */
final class Reconciler {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final String MESSAGE = "edited in place";
    private static final String NO_FILE = "-";

    /** How many documents edited together become one publish: with the longest ids, their headers can be read. */
    private static final int TOGETHER = 100;

    private final FileSettings settings;
    private final WorkingTree tree;
    private final Book book;
    private final InstantSource clock;
    private final Known known;
    private final Settling settling;
    private final Map<DocumentId, Trouble> troubles = new HashMap<>();

    Reconciler(FileSettings settings, WorkingTree tree, Book book, InstantSource clock) {
        this.settings = settings;
        this.tree = tree;
        this.book = book;
        this.clock = clock;
        this.known = new Known(clock);
        this.settling = new Settling(settings.times().settle().toNanos());
    }

    @Nullable
    Trouble trouble(DocumentId id) {
        return troubles.get(id);
    }

    /** Whether some file was changed, and is given time to be changed further. */
    boolean waiting() {
        return settling.waiting();
    }

    /** Judges again, next time, what did not come right. */
    void retry() {
        troubles.keySet().forEach(known::forget);
        book.unfinished().forEach(known::forget);
    }

    /** The documents that need to be judged. */
    Set<DocumentId> candidates(Map<DocumentId, List<WorkingFile>> scanned) {
        Set<DocumentId> all = new TreeSet<>(book.ledger().documents());
        all.addAll(scanned.keySet());
        all.removeIf(id -> known.covers(id, scanned.getOrDefault(id, List.of()), book.head(id)));
        settling.retain(all);
        return all;
    }

    /** What is to be done about a document's files. */
    private sealed interface Verdict {
        /** They are what the head says. */
        record InSync() implements Verdict {}

        /** They are being changed just now. */
        record Changing() implements Verdict {}

        /** They were edited by hand. */
        record Edited(Change change, List<WorkingFile> files) implements Verdict {}

        /** They cannot be taken. */
        record Refused(Trouble trouble) implements Verdict {}
    }

    /** Takes what was edited by hand into the book. False if some file is still changing. */
    boolean reconcile(Collection<DocumentId> ids) throws IOException {
        boolean settled = true;
        List<Verdict.Edited> edits = new ArrayList<>();
        for (DocumentId id : ids) {
            List<WorkingFile> files = tree.find(id);
            VersionInfo head = book.head(id);
            Verdict verdict = known.covers(id, files, head) ? new Verdict.InSync() : verdict(id, files, head);
            if (verdict instanceof Verdict.InSync) {
                inSync(id, files, head);
            } else if (isStale(id, files, verdict)) {
                write(id, files);
            } else if (!settling.settled(id, files, System.nanoTime()) || verdict instanceof Verdict.Changing) {
                settled = false;
            } else if (verdict instanceof Verdict.Refused refused) {
                refuse(id, refused.trouble(), head);
            } else if (verdict instanceof Verdict.Edited edited) {
                edits.add(edited);
            }
        }
        for (int from = 0; from < edits.size(); from += TOGETHER) {
            record(edits.subList(from, Math.min(edits.size(), from + TOGETHER)));
        }
        return settled;
    }

    private Verdict verdict(DocumentId id, List<WorkingFile> files, @Nullable VersionInfo head) {
        boolean there = head != null && !head.isDeletion();
        if (files.isEmpty()) {
            return there
                    ? edited(new Change(id, Kind.DELETION, null, Content.EMPTY, origin("file"), rule()), files)
                    : new Verdict.InSync();
        }
        if (files.size() > 1) {
            return new Verdict.Refused(Trouble.ambiguous(id, head == null ? null : head.version(), files));
        }
        WorkingFile file = files.get(0);
        if (file.size() > settings.limit().bytes()) {
            return new Verdict.Refused(
                    Trouble.tooBig(id, head == null ? null : head.version(), file, settings.limit()));
        }
        try {
            Content content = tree.read(id, file);
            if (content == null) {
                return new Verdict.Changing();
            }
            if (isCurrent(head, file, content)) {
                return new Verdict.InSync();
            }
            Origin origin = origin(tree.owner(id, file));
            return edited(new Change(id, Kind.CONTENT, file.format(), content, origin, rule()), files);
        } catch (IOException e) {
            return new Verdict.Refused(Trouble.unreadable(id, head == null ? null : head.version(), file, e));
        }
    }

    private static boolean isCurrent(@Nullable VersionInfo head, WorkingFile file, Content content) {
        return head != null
                && !head.isDeletion()
                && head.format() == file.format()
                && head.sha256().equals(content.sha256());
    }

    private static Verdict edited(Change change, List<WorkingFile> files) {
        return new Verdict.Edited(change, files);
    }

    private Origin origin(String author) {
        return new Origin(author, clock.instant().truncatedTo(ChronoUnit.MILLIS), MESSAGE);
    }

    private Change.Rule rule() {
        return new Change.Rule(Expectation.NONE, settings.keep());
    }

    private void inSync(DocumentId id, List<WorkingFile> files, @Nullable VersionInfo head) throws IOException {
        if (!known.covers(id, files, head)) {
            judged(id, files, head);
            book.finish(id);
        }
        settling.done(id);
    }

    private void judged(DocumentId id, List<WorkingFile> files, @Nullable VersionInfo head) {
        known.put(id, files, head);
        settling.done(id);
        if (troubles.remove(id) != null) {
            book.touch(id);
        }
    }

    private void refuse(DocumentId id, Trouble trouble, @Nullable VersionInfo head) {
        known.put(id, trouble.files(), head);
        settling.done(id);
        Trouble before = troubles.put(id, trouble);
        if (before == null || !before.stamp().equals(trouble.stamp())) {
            log.warn("{}; its last version stays", trouble.reason().getMessage());
            book.touch(id);
        }
    }

    private void record(List<Verdict.Edited> edits) throws IOException {
        List<Change> changes = edits.stream().map(Verdict.Edited::change).toList();
        List<String> names = edits.stream()
                .map(edit ->
                        edit.files().isEmpty() ? NO_FILE : edit.files().get(0).name())
                .toList();
        UUID publishId = UUID.randomUUID();
        List<VersionInfo> versions = book.ledger().plan(changes, book.storeId(), Issuer.unsigned(publishId), Set.of());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < edits.size(); i++) {
            parts.add(part(changes.get(i), versions.get(i), names.get(i), List.of()));
        }
        book.record(new Published(publishId, parts), true);
        for (int i = 0; i < edits.size(); i++) {
            VersionInfo version = versions.get(i);
            judged(version.id(), edits.get(i).files(), version);
            log.info(
                    "{} version {} was {} by {}",
                    version.id(),
                    version.version(),
                    MESSAGE,
                    changes.get(i).origin().author());
        }
    }

    /** One version to be recorded. */
    Part part(Change change, VersionInfo version, String file, List<WorkingFile> before) {
        long oldest =
                Ledger.oldestKept(version.version().number(), change.rule().keep());
        Header.Layout layout = new Header.Layout(Header.Encoding.PLAIN, null, oldest, false);
        Header header = new Header(book.storeId(), version, layout);
        return new Part(header, file, before, new Text.Held(change.content()));
    }

    /** Whether the files are what they were before the head was published, or what a process wrote of it. */
    private boolean isStale(DocumentId id, List<WorkingFile> files, Verdict verdict) throws IOException {
        Book.Unfinished unfinished = book.unfinished(id);
        if (unfinished == null || verdict instanceof Verdict.Changing) {
            return false;
        }
        for (WorkingFile file : files) {
            if (!unfinished.part().before().contains(file) && !isWritten(id, file, unfinished.part())) {
                return false;
            }
        }
        return true;
    }

    private boolean isWritten(DocumentId id, WorkingFile file, Part part) throws IOException {
        VersionInfo info = part.header().info();
        if (!file.name().equals(part.file()) || file.size() != info.size()) {
            return false;
        }
        Content content = tree.read(id, file);
        return content != null && content.sha256().equals(info.sha256());
    }

    /**
     * Writes the working file of a head that is in the book. If that fails, the version is published all the same, and the
     * next regular look tries again.
     *
     * @param before the files that there are
     */
    void write(DocumentId id, List<WorkingFile> before) {
        Ledger.Entry<Text> head = Objects.requireNonNull(book.ledger().head(id));
        Book.Unfinished unfinished = Objects.requireNonNull(book.unfinished(id));
        String name = unfinished.part().file();
        try {
            if (!head.info().isDeletion()) {
                tree.write(id, name, book.load(head).content());
            }
            for (WorkingFile file : before) {
                if (head.info().isDeletion() || !file.name().equals(name)) {
                    tree.remove(id, file.name());
                }
            }
            judged(id, tree.find(id), head.info());
            book.finish(id);
        } catch (IOException e) {
            known.put(id, before, head.info());
            log.warn(
                    "{} version {} is published, but its file {} could not be written: {}; it will be tried again",
                    id,
                    head.info().version(),
                    tree.file(id, name),
                    Reason.of(e));
        }
    }
}
