package io.edict.plain.internal.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Ledger;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Documents in memory that several clients share: what a cluster's servers hold, without the servers.
 *
 * <p>Safe for use by many threads. The ledger is guarded by this object's monitor, which is held for as long as a publish
 * takes effect and never while a store is told of it.
 */
public final class MemoryDocuments {
    private final String storeId = UUID.randomUUID().toString();
    private final List<MemoryStore> stores = new CopyOnWriteArrayList<>();
    private volatile boolean out;

    @GuardedBy("this")
    private final Ledger<Content> ledger = new Ledger<>();

    /**
     * Makes all stores over these documents behave as if no server could be reached, or ends that: a test's way to see how
     * an application does without its store. Returns at once.
     *
     * <p>While it lasts, a store's state is {@code SUSPENDED}, and what is asked of it fails at once with a
     * {@code StoreUnreachableException}; it does not wait for the end of the outage, as a cluster's client would, so that
     * tests are quick. When it ends, every client is told that it is connected, and then that all it follows may have
     * changed.
     *
     * @param begins whether the outage begins, or ends
     */
    public void outage(boolean begins) {
        out = begins;
        stores.forEach(MemoryStore::refreshConnection);
    }

    boolean isOut() {
        return out;
    }

    void open(MemoryStore store) {
        stores.add(store);
    }

    void close(MemoryStore store) {
        stores.remove(store);
    }

    /** Publishes all or none, then tells all stores. */
    List<PublishResult> publish(List<Change> changes, Issuer issuer) {
        List<PublishResult> results = record(changes, issuer);
        Set<DocumentId> changed = changes.stream().map(Change::id).collect(Collectors.toSet());
        stores.forEach(store -> store.changed(changed));
        return results;
    }

    private synchronized List<PublishResult> record(List<Change> changes, Issuer issuer) {
        List<VersionInfo> versions = ledger.plan(changes, storeId, issuer, Set.of());
        List<PublishResult> results = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            Change change = changes.get(i);
            VersionInfo info = versions.get(i);
            Ledger.Entry<Content> before = ledger.head(change.id());
            results.add(new PublishResult(info, before == null ? null : before.info()));
            long number = info.version().number();
            ledger.add(
                    info,
                    change.content(),
                    Ledger.oldestKept(number, change.rule().keep()));
        }
        return results;
    }

    synchronized @Nullable StoredVersion head(DocumentId id) {
        Ledger.Entry<Content> head = ledger.head(id);
        return head == null ? null : stored(head);
    }

    synchronized StoredVersion version(DocumentId id, long number) {
        return stored(ledger.version(id, number));
    }

    private StoredVersion stored(Ledger.Entry<Content> entry) {
        return new StoredVersion(storeId, entry.info(), entry.content());
    }

    /** What a head looks like: numbers are never used again, so they tell every change. */
    synchronized Stamp stamp(DocumentId id) {
        Ledger.Entry<Content> head = ledger.head(id);
        return head == null ? Stamp.ABSENT : stamp(head.info());
    }

    static Stamp stamp(VersionInfo info) {
        return new Stamp(info.version().incarnation(), info.version().number());
    }

    synchronized List<Kept> kept(DocumentId id) {
        return ledger.kept(id, storeId);
    }

    synchronized List<VersionInfo> history(DocumentId id) {
        return ledger.history(id);
    }

    synchronized List<String> namespaces() {
        return ledger.namespaces();
    }

    synchronized List<DocumentId> documents(String namespace) {
        return ledger.documents(namespace);
    }
}
