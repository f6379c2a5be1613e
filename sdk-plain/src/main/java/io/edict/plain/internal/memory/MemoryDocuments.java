package io.edict.plain.internal.memory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.FencedException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.FencedNamespaceException;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Installation.Outcome;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Ledger;
import io.edict.plain.internal.store.MemberStore;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.StoredVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final List<MemoryStore> stores = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Object>> duties = new ConcurrentHashMap<>();
    private volatile boolean out;

    @GuardedBy("this")
    private final Ledger<Content> ledger = new Ledger<>();

    @GuardedBy("this")
    private final Map<Edition, StoredVersion> conflicts = new TreeMap<>();

    /** Of the namespaces that were moved, or admitted, in one of several shards. */
    @GuardedBy("this")
    private final Map<String, Fence> fences = new TreeMap<>();

    @GuardedBy("this")
    private @Nullable Standing standing;

    /** One version of one document, whichever line of history it is of. */
    private record Edition(DocumentId id, Version version, UUID publishId) implements Comparable<Edition> {
        private static final Comparator<Edition> ORDER = Comparator.comparing(Edition::id)
                .thenComparing(edition -> edition.version().incarnation())
                .thenComparing(edition -> edition.version().number())
                .thenComparing(Edition::publishId);

        static Edition of(VersionInfo info) {
            return new Edition(info.id(), info.version(), info.publishId());
        }

        @Override
        public int compareTo(Edition other) {
            return ORDER.compare(this, other);
        }
    }

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

    synchronized @Nullable Standing standing() {
        return standing;
    }

    synchronized long incarnation() {
        return founded().incarnation();
    }

    synchronized long raise(long expected) {
        Standing now = founded();
        if (now.incarnation() != expected) {
            throw new InvalidRequestException("The documents in memory are in incarnation " + now.incarnation()
                    + ", not " + expected + ": somebody else has raised it; look whether it need be raised again");
        }
        assign(now, now.inLife(expected + 1));
        return expected + 1;
    }

    @CanIgnoreReturnValue
    synchronized boolean assign(@Nullable Standing expected, Standing next) {
        if (!Objects.equals(standing, expected)) {
            return false;
        }
        int revision = expected == null ? 0 : expected.revision() + 1;
        standing =
                new Standing(next.storeId(), next.incarnation(), next.role(), next.epoch(), next.primary(), revision);
        return true;
    }

    @GuardedBy("this")
    private Standing founded() {
        if (standing == null) {
            standing = new Standing(UUID.randomUUID().toString(), 1, Standing.Role.ALONE, 0, "", 0);
        }
        return standing;
    }

    /** Makes versions current as they are; see {@link io.edict.plain.internal.store.ConfigStore#install}. */
    List<Outcome> install(Installation installation) {
        List<Outcome> outcomes = take(installation);
        Set<DocumentId> changed = installation.versions().stream()
                .map(committed -> committed.version().info().id())
                .collect(Collectors.toSet());
        stores.forEach(store -> store.changed(changed));
        return outcomes;
    }

    synchronized Fence fence(String namespace) {
        Fence fence = fences.get(namespace);
        if (fence != null) {
            return fence;
        }
        boolean sharded = ledger.head(ShardStore.MAP) != null;
        return sharded && !ledger.holds(namespace) ? Fence.ABSENT : Fence.OPEN;
    }

    synchronized Fence fence(String namespace, Fence next) {
        Fence now = fence(namespace);
        if (next.isAfter(now)) {
            fences.put(namespace, next);
            return next;
        }
        return now;
    }

    synchronized boolean admit(String namespace, long map) {
        Ledger.Entry<Content> head = ledger.head(ShardStore.MAP);
        if (head == null || head.info().version().number() != map) {
            return false;
        }
        fences.putIfAbsent(namespace, Fence.OPEN);
        return true;
    }

    private synchronized List<Outcome> take(Installation installation) {
        Standing here = standing;
        StoredVersion first = installation.versions().get(0).version();
        DocumentId firstId = first.info().id();
        if (here == null) {
            throw new InvalidRequestException("The documents in memory are no part of a store yet, so " + firstId
                    + " was not copied there; let them join first");
        }
        if (!here.storeId().equals(first.storeId())) {
            throw new InvalidRequestException("The documents in memory are another store's, so " + firstId
                    + " was not copied there; nothing was written. Let them join first");
        }
        if (here.epoch() > installation.epoch()) {
            throw new FencedException(
                    "The documents in memory are in epoch " + here.epoch() + ", in which " + here.primary()
                            + " is the primary; " + firstId + " of epoch " + installation.epoch()
                            + " was not copied there",
                    firstId);
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Installation.Committed committed : installation.versions()) {
            DocumentId id = committed.version().info().id();
            Fence fence = fence(id.namespace());
            if (!fence.takesCopies() && here.role() != Standing.Role.STANDBY) {
                throw new FencedNamespaceException(id, fence, MemoryStore.PLACE);
            }
            outcomes.add(outcome(committed.version().info()));
        }
        for (int i = 0; i < outcomes.size() && !outcomes.contains(Outcome.DIVERGED); i++) {
            if (outcomes.get(i) == Outcome.APPLIED) {
                replace(installation.versions().get(i));
            }
        }
        return outcomes;
    }

    @GuardedBy("this")
    private Outcome outcome(VersionInfo version) {
        Ledger.Entry<Content> head = ledger.head(version.id());
        if (head == null || version.version().isNewerThan(head.info().version())) {
            return Outcome.APPLIED;
        }
        if (head.info().version().isNewerThan(version.version())) {
            return Outcome.OLDER;
        }
        return Edition.of(head.info()).equals(Edition.of(version)) ? Outcome.KNOWN : Outcome.DIVERGED;
    }

    @GuardedBy("this")
    private void replace(Installation.Committed committed) {
        VersionInfo info = committed.version().info();
        long number = info.version().number();
        for (Ledger.Entry<Content> replaced : ledger.takeFrom(info.id(), number)) {
            conflicts.put(Edition.of(replaced.info()), stored(replaced));
        }
        ledger.add(info, committed.version().content(), committed.oldestKept());
    }

    synchronized List<Kept> setAside(DocumentId id, List<Long> numbers) {
        List<Kept> newly = new ArrayList<>();
        for (VersionInfo info : ledger.history(id)) {
            if (numbers.contains(info.version().number()) && !conflicts.containsKey(Edition.of(info))) {
                StoredVersion version = version(id, info.version().number());
                conflicts.put(Edition.of(info), version);
                newly.add(new Kept.Intact(version.storeId(), info));
            }
        }
        return newly;
    }

    synchronized List<StoredVersion> conflicts() {
        return List.copyOf(conflicts.values());
    }

    /** First come, first elected. */
    MemberStore.Candidacy stand(String duty) {
        Queue<Object> candidates = duties.computeIfAbsent(duty, fresh -> new ConcurrentLinkedQueue<>());
        Object self = new Object();
        candidates.add(self);
        return new MemberStore.Candidacy() {
            @Override
            public boolean elected() {
                return candidates.peek() == self;
            }

            @Override
            public void close() {
                candidates.remove(self);
            }
        };
    }

    private synchronized List<PublishResult> record(List<Change> changes, Issuer issuer) {
        Standing here = founded();
        if (here.role() == Standing.Role.STANDBY || here.role() == Standing.Role.WITNESS) {
            throw new FencedException(
                    "The documents in memory take no publishes: the primary of epoch " + here.epoch() + " is "
                            + here.primary() + "; nothing was written. Publish there",
                    changes.get(0).id());
        }
        for (Change change : changes) {
            Fence fence = fence(change.id().namespace());
            if (!fence.takesPublishes()) {
                throw new FencedNamespaceException(change.id(), fence, MemoryStore.PLACE);
            }
        }
        List<VersionInfo> versions = ledger.plan(changes, here.storeId(), here.incarnation(), issuer);
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

    @GuardedBy("this")
    private StoredVersion stored(Ledger.Entry<Content> entry) {
        return new StoredVersion(founded().storeId(), entry.info(), entry.content());
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
        return ledger.kept(id, founded().storeId());
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
