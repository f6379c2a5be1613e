package io.edict.plain.internal.files;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.CorruptContentException;
import io.edict.plain.internal.files.JournalRecord.Part;
import io.edict.plain.internal.files.JournalRecord.Published;
import io.edict.plain.internal.files.JournalRecord.Text;
import io.edict.plain.internal.files.JournalRecord.Written;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Ledger;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a directory's documents: in a journal, of which the records are in memory and the contents are not; or,
 * where nothing can be written, in memory alone, under an identity that is new each time.
 *
 * <p>Guarded by whoever owns it. What changes the book needs the directory's lock besides.
 */
final class Book {
    /** A journal below this size is not worth rewriting. */
    private static final long SMALL = 1024 * 1024;

    private static final int VERSION_OVERHEAD = 1024;

    private final @Nullable Journal journal;
    private String storeId = UUID.randomUUID().toString();
    private Ledger<Text> ledger = new Ledger<>();
    private final Map<DocumentId, Unfinished> unfinished = new HashMap<>();
    private final Set<DocumentId> touched = new HashSet<>();
    private long rewriteAbove = SMALL;

    /** @param journal where versions stand, or null for memory alone */
    Book(@Nullable Journal journal) {
        this.journal = journal;
    }

    /**
     * A head whose working file may not be in place yet.
     *
     * @param publishId the publish that made it
     * @param part the version
     */
    record Unfinished(UUID publishId, Part part) {}

    String storeId() {
        return storeId;
    }

    Ledger<Text> ledger() {
        return ledger;
    }

    @Nullable
    VersionInfo head(DocumentId id) {
        Ledger.Entry<Text> head = ledger.head(id);
        return head == null ? null : head.info();
    }

    @Nullable
    Unfinished unfinished(DocumentId id) {
        return unfinished.get(id);
    }

    Set<DocumentId> unfinished() {
        return Set.copyOf(unfinished.keySet());
    }

    /** The documents whose head has changed since this was asked last. */
    Set<DocumentId> takeTouched() {
        Set<DocumentId> taken = Set.copyOf(touched);
        touched.clear();
        return taken;
    }

    void touch(DocumentId id) {
        touched.add(id);
    }

    /** Takes in what others have written. */
    void refresh() throws IOException {
        if (journal == null) {
            return;
        }
        Journal.Batch batch = journal.read();
        if (!batch.fresh()) {
            batch.records().forEach(this::apply);
            return;
        }
        Ledger<Text> old = ledger;
        boolean sameStore = storeId.equals(batch.storeId());
        ledger = new Ledger<>();
        storeId = batch.storeId();
        unfinished.clear();
        Set<DocumentId> before = Set.copyOf(touched);
        batch.records().forEach(this::apply);
        touched.clear();
        touched.addAll(before);
        Set<DocumentId> all = new HashSet<>(old.documents());
        all.addAll(ledger.documents());
        for (DocumentId id : all) {
            if (!sameStore || !Objects.equals(info(old, id), info(ledger, id))) {
                touched.add(id);
            }
        }
    }

    private static @Nullable VersionInfo info(Ledger<Text> ledger, DocumentId id) {
        Ledger.Entry<Text> head = ledger.head(id);
        return head == null ? null : head.info();
    }

    private void apply(JournalRecord record) {
        if (record instanceof Written written) {
            unfinished.values().removeIf(each -> each.publishId().equals(written.publishId()));
        } else if (record instanceof Published published) {
            for (Part part : published.parts()) {
                VersionInfo info = part.header().info();
                ledger.add(info, part.text(), part.header().layout().oldestKept());
                unfinished.put(info.id(), new Unfinished(published.publishId(), part));
                touched.add(info.id());
            }
        }
    }

    /**
     * Records a publish, durably.
     *
     * @param written whether the working files are in place already
     * @throws IOException if that failed; then nothing was recorded
     * @throws Journal.UndecidedException if that failed, and it is open whether anything was recorded
     */
    void record(Published published, boolean written) throws IOException {
        if (journal == null) {
            apply(published);
            apply(new Written(published.publishId()));
            return;
        }
        journal.append(written ? List.of(published, new Written(published.publishId())) : List.of(published));
        try {
            refresh();
        } catch (IOException e) {
            throw new Journal.UndecidedException(e);
        }
    }

    /** Records that the working file of a head is in place, and so the publish, if it was the last one. */
    void finish(DocumentId id) throws IOException {
        Unfinished done = unfinished.remove(id);
        if (journal == null || done == null) {
            return;
        }
        UUID publishId = done.publishId();
        if (unfinished.values().stream().noneMatch(each -> each.publishId().equals(publishId))) {
            journal.append(List.of(new Written(publishId)));
            refresh();
        }
    }

    /** A version with its content. */
    StoredVersion load(Ledger.Entry<Text> entry) throws IOException {
        Ledger.Entry<Text> at = entry;
        while (true) {
            Content content = content(at.content());
            if (content != null) {
                return verified(at.info(), content);
            }
            refresh();
            at = ledger.version(at.info().id(), at.info().version().number());
        }
    }

    private @Nullable Content content(Text text) throws IOException {
        if (text instanceof Text.Held held) {
            return held.content();
        }
        byte[] bytes = text instanceof Text.Place place && journal != null ? journal.text(place) : null;
        return bytes == null ? null : Content.ofOwned(bytes);
    }

    private StoredVersion verified(VersionInfo info, Content content) {
        if (!content.sha256().equals(info.sha256())) {
            throw new CorruptContentException(
                    info.id() + " version " + info.version()
                            + " does not match its checksum in the journal: it was damaged; publish the document again",
                    info.id(),
                    info.version(),
                    null);
        }
        return new StoredVersion(storeId, info, content);
    }

    /** Rewrites the journal if more than half of it is versions that are not kept any more. */
    void compactIfDue() throws IOException {
        if (journal == null || journal.size() <= rewriteAbove || !unfinished.isEmpty()) {
            return;
        }
        long live = ledger.entries()
                .mapToLong(entry -> entry.info().size() + VERSION_OVERHEAD)
                .sum();
        if (journal.size() > 2 * live + SMALL) {
            Iterator<Ledger.Entry<Text>> entries = ledger.entries().iterator();
            journal.rewrite(() -> entries.hasNext() ? rewritten(entries.next()) : List.of());
            refresh();
        }
        rewriteAbove = journal.size() + SMALL;
    }

    private List<JournalRecord> rewritten(Ledger.Entry<Text> entry) throws IOException {
        VersionInfo info = entry.info();
        Content content = Objects.requireNonNull(content(entry.content()));
        Header header = new Header(
                storeId, info, new Header.Layout(Header.Encoding.PLAIN, null, ledger.oldest(info.id()), false));
        Part part = new Part(header, "-", List.of(), new Text.Held(content));
        return List.of(new Published(info.publishId(), List.of(part)), new Written(info.publishId()));
    }
}
