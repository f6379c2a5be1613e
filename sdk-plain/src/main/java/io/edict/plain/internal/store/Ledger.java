package io.edict.plain.internal.store;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.VersionNotKeptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The heads and the kept versions of many documents, in memory: the book that is kept by stores which have no server to
 * keep it. A version has its content, or whatever leads to it. Not thread-safe: whoever owns it guards it.
 *
 * @param <C> what stands for a version's content
 */
public final class Ledger<C> {
    private static final long FIRST_LIFE = 1;

    /** No name comes before it. */
    private static final String LOWEST_NAME = "0";

    private final TreeMap<DocumentId, TreeMap<Long, Entry<C>>> documents = new TreeMap<>();

    /**
     * One version.
     *
     * @param info its record
     * @param content its content, or what leads to it
     * @param <C> what stands for content
     */
    public record Entry<C>(VersionInfo info, C content) {}

    /** The oldest number that is kept beside a new version, if history keeps so many. */
    public static long oldestKept(long number, int keep) {
        return Math.max(1, number - keep + 1);
    }

    /**
     * Plans the versions of a transaction on what is here; see {@link Succession#plan}.
     *
     * @param storeId the identity of the store
     * @param damaged the documents that cannot be read as they stand
     */
    public List<VersionInfo> plan(List<Change> changes, String storeId, Issuer issuer, Set<DocumentId> damaged) {
        return plan(changes, new Succession.Issue(storeId, FIRST_LIFE, issuer), damaged);
    }

    /** Plans the versions of a transaction on what is here, all of which can be read. */
    public List<VersionInfo> plan(List<Change> changes, String storeId, long incarnation, Issuer issuer) {
        return plan(changes, new Succession.Issue(storeId, incarnation, issuer), Set.of());
    }

    private List<VersionInfo> plan(List<Change> changes, Succession.Issue issue, Set<DocumentId> damaged) {
        List<Succession.Base> bases = new ArrayList<>();
        for (Change change : changes) {
            Entry<C> head = head(change.id());
            bases.add(head == null ? Succession.Base.NEVER : base(head.info(), damaged.contains(change.id())));
        }
        return Succession.plan(changes, bases, issue);
    }

    private static Succession.Base base(VersionInfo head, boolean damaged) {
        return new Succession.Base(
                damaged ? null : head, damaged, head.version().number());
    }

    /** Adds a version, which becomes the head if it is the newest, and forgets those below a number. */
    public void add(VersionInfo info, C content, long oldestKept) {
        TreeMap<Long, Entry<C>> versions = documents.computeIfAbsent(info.id(), id -> new TreeMap<>());
        versions.put(info.version().number(), new Entry<>(info, content));
        versions.headMap(Math.min(oldestKept, versions.lastKey())).clear();
    }

    /** Removes the versions from a number on, and answers with them, the oldest first. */
    public List<Entry<C>> takeFrom(DocumentId id, long number) {
        TreeMap<Long, Entry<C>> versions = documents.get(id);
        if (versions == null) {
            return List.of();
        }
        List<Entry<C>> taken = List.copyOf(versions.tailMap(number).values());
        versions.tailMap(number).clear();
        return taken;
    }

    /** The current version, or null if the document never existed. */
    public @Nullable Entry<C> head(DocumentId id) {
        TreeMap<Long, Entry<C>> versions = documents.get(id);
        return versions == null ? null : versions.lastEntry().getValue();
    }

    /**
     * One kept version.
     *
     * @throws VersionNotKeptException if it is not kept
     */
    public Entry<C> version(DocumentId id, long number) {
        TreeMap<Long, Entry<C>> versions = documents.get(id);
        Entry<C> entry = versions == null ? null : versions.get(number);
        if (entry == null) {
            throw notKept(id, number);
        }
        return entry;
    }

    /** What tells the caller that history does not hold a version. */
    public static VersionNotKeptException notKept(DocumentId id, long number) {
        return new VersionNotKeptException(
                "History of " + id + " does not hold version " + number
                        + ": it was never published, or is older than what is kept. List the history and choose another",
                id);
    }

    /** The kept versions, newest first. */
    public List<VersionInfo> history(DocumentId id) {
        TreeMap<Long, Entry<C>> versions = documents.get(id);
        return versions == null
                ? List.of()
                : versions.descendingMap().values().stream().map(Entry::info).toList();
    }

    /** The kept versions, newest first, as a store tells of them. */
    public List<Kept> kept(DocumentId id, String storeId) {
        return history(id).stream()
                .<Kept>map(info -> new Kept.Intact(storeId, info))
                .toList();
    }

    /** The namespaces, sorted. */
    public List<String> namespaces() {
        return documents.keySet().stream().map(DocumentId::namespace).distinct().toList();
    }

    /** Whether there is a namespace. */
    public boolean holds(String namespace) {
        DocumentId first = documents.ceilingKey(new DocumentId(namespace, LOWEST_NAME));
        return first != null && first.namespace().equals(namespace);
    }

    /** The documents of a namespace, deleted ones included, sorted. */
    public List<DocumentId> documents(String namespace) {
        return documents.keySet().stream()
                .filter(id -> id.namespace().equals(namespace))
                .toList();
    }

    /** All documents, deleted ones included. */
    public Set<DocumentId> documents() {
        return Set.copyOf(documents.keySet());
    }

    /** All kept versions, of each document the oldest first. */
    public Stream<Entry<C>> entries() {
        return documents.values().stream().flatMap(versions -> versions.values().stream());
    }

    /** The oldest number that is kept of a document, or 1 if nothing is. */
    public long oldest(DocumentId id) {
        TreeMap<Long, Entry<C>> versions = documents.get(id);
        return versions == null ? 1 : versions.firstKey();
    }
}
