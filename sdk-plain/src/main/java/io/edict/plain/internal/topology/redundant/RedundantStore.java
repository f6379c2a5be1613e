package io.edict.plain.internal.topology.redundant;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.error.VersionNotKeptException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Ledger;
import io.edict.plain.internal.store.MemberStore;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.Rules;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One store on several clusters, which takes publishes as long as a majority of them answers; the package tells how. Reads and
 * watches come from the nearest cluster that is well, what asks for the latest from a majority.
 *
 * <p>Threads: the given worker runs the proposers, the given timer wakes them; what blocks, blocks the caller.
 */
public final class RedundantStore implements ShardStore {
    /** How long one of several clusters is asked for what another one may know as well. */
    private static final Duration LONGEST_SHARE = Duration.ofSeconds(5);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Nearest nearest;
    private final Tools tools;
    private final RedundantPublishing publishing;
    private final Janitor janitor;
    private final MajorityReads majority;
    private final ShardDuties duties;
    private volatile boolean closed;

    /**
     * One of the clusters.
     *
     * @param store its heads and history
     * @param registers its registers
     */
    public record Part(MemberStore store, RegisterCluster registers) {}

    /** What is acknowledged is in a majority, so what a majority does not have is not there. */
    private record Majority(int members) implements Rules {
        @Override
        public boolean isAbsent(Set<String> without) {
            return 2 * without.size() > members;
        }
    }

    /**
     * Makes a store whose clusters are not connected yet.
     *
     * @param parts the clusters, the nearest first if that is known
     * @param settings how it works
     * @param listener who is told of what befalls the clusters, beside all who watch
     * @param worker where everything is done that takes time but does not block; must not run tasks in place
     * @param timer what wakes
     */
    public RedundantStore(
            List<Part> parts,
            RedundantSettings settings,
            RedundantEvents listener,
            Executor worker,
            ScheduledExecutorService timer) {
        List<Member> members = parts.stream()
                .map(part -> new Member(part.registers().name(), part.store()))
                .toList();
        this.nearest = new Nearest(members, new Majority(members.size()), settings.pace(), timer);
        this.majority = new MajorityReads(nearest, timer);
        RedundantEvents events = new Notices(nearest, listener);
        Clusters clusters = new Clusters(parts.stream().map(Part::registers).toList());
        Troubles troubles = new Troubles(events);
        Roster roster = new Roster(clusters, troubles, timer);
        this.tools = new Tools(clusters, roster, troubles, new Debts(), new Pace(), events, worker, timer);
        ContentLimit limit = new ContentLimit(settings.content());
        this.publishing = new RedundantPublishing(tools, settings.packing(), limit, new History());
        this.janitor = new Janitor(tools, publishing, settings.sweepEvery());
        this.duties = new ShardDuties(tools, publishing, nearest);
    }

    /** A store of which nobody but those who watch is told what befalls the clusters. */
    public RedundantStore(
            List<Part> parts, RedundantSettings settings, Executor worker, ScheduledExecutorService timer) {
        this(parts, settings, new RedundantEvents() {}, worker, timer);
    }

    @Override
    public void start() {
        nearest.start();
        janitor.start();
    }

    @Override
    public List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        checkOpen();
        return publishing.publish(changes, issuer, deadline);
    }

    /** What publishes of unknown outcome are looked for in. */
    private final class History implements RedundantPublishing.Past {
        @Override
        public PublishResult made(DocumentId id, long number, Deadline deadline) {
            VersionInfo info = content(id, number, deadline).info();
            if (number == 1) {
                return new PublishResult(info, null);
            }
            try {
                return new PublishResult(info, content(id, number - 1, deadline).info());
            } catch (VersionNotKeptException gone) {
                return new PublishResult(info, null);
            }
        }

        @Override
        public Fence fence(String namespace, Deadline deadline) {
            return duties.fence(namespace, deadline);
        }

        @Override
        public Found find(DocumentId id, UUID publishId, Version since, Deadline deadline) {
            Version newest = null;
            long next = 0;
            for (Kept kept : kept(id, deadline)) {
                if (!(kept instanceof Kept.Intact intact)) {
                    break;
                }
                VersionInfo info = intact.info();
                if (info.publishId().equals(publishId)) {
                    return new Found(info.version(), null);
                }
                newest = newest == null ? info.version() : newest;
                if (next != 0 && info.version().number() != next) {
                    break;
                }
                if (info.version().number() <= since.number()) {
                    return new Found(null, newest);
                }
                next = info.version().number() - 1;
            }
            return new Found(null, null);
        }
    }

    /**
     * Makes versions current that another store has committed, one after the other: all or none only as long as nobody reads
     * them here, as while a namespace is being moved.
     */
    @Override
    public List<Installation.Outcome> install(Installation installation, Deadline deadline) {
        checkOpen();
        return installation.versions().stream()
                .map(committed -> publishing.copy(committed, deadline))
                .toList();
    }

    @Override
    public @Nullable String storeId(Deadline deadline) {
        return duties.storeId(deadline);
    }

    @Override
    public boolean found(String storeId, Deadline deadline) {
        return duties.found(storeId, deadline);
    }

    @Override
    public Fence fence(String namespace, Deadline deadline) {
        return duties.fence(namespace, deadline);
    }

    @Override
    public Fence fence(String namespace, Fence next, Deadline deadline) {
        return duties.fence(namespace, next, deadline);
    }

    @Override
    public boolean admit(String namespace, long map, Deadline deadline) {
        return duties.admit(namespace, map, deadline);
    }

    @Override
    public List<String> inventory(Deadline deadline) {
        return duties.inventory(deadline);
    }

    @Override
    public void secure(Collection<DocumentId> ids, Deadline deadline) {
        duties.secure(ids, deadline);
    }

    @Override
    public List<Kept> setAside(DocumentId id, List<Long> numbers, Deadline deadline) {
        return duties.setAside(id, numbers, deadline);
    }

    /**
     * Lets a cluster vote again that was restored from a backup, or emptied. Blocks until that is done; may be repeated.
     *
     * @param cluster what the cluster is called
     * @throws StoreUnreachableException if too few clusters answer
     */
    public void readmit(String cluster, Deadline deadline) {
        checkOpen();
        duties.copyFences(cluster, deadline);
        new Moving(tools, publishing, deadline).readmit(cluster);
    }

    /** The janitor, to be asked out of turn. */
    public Janitor janitor() {
        return janitor;
    }

    /** To compare the clusters. */
    public Audit audit() {
        checkOpen();
        return new Audit(tools, janitor);
    }

    /** The clusters that serve reads. */
    public Nearest nearest() {
        return nearest;
    }

    /** How many of the clusters can be asked at the moment. */
    int connectedClusters() {
        return tools.clusters().connected().size();
    }

    private void checkOpen() {
        if (closed) {
            throw new ClientClosedException("The client of " + servers() + " is closed");
        }
    }

    @Override
    public CompletableFuture<Reading> read(DocumentId id, boolean strong) {
        if (closed) {
            return CompletableFuture.failedFuture(
                    new ClientClosedException("The client of " + servers() + " is closed"));
        }
        return strong ? majority.read(id) : nearest.read(id, false);
    }

    @Override
    public Reading current(DocumentId id, Deadline deadline) {
        while (true) {
            checkOpen();
            try {
                return Waiting.get(majority.read(id), deadline, id);
            } catch (StoreUnreachableException e) {
                if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.leftNanos()));
            }
        }
    }

    @Override
    public List<Kept> kept(DocumentId id, Deadline deadline) {
        List<List<Kept>> histories = askAll(deadline, (store, part) -> store.kept(id, part));
        return new Histories(tools.clusters()).merged(id, histories, deadline);
    }

    @Override
    public StoredVersion content(DocumentId id, long number, Deadline deadline) {
        checkOpen();
        EdictException first = null;
        for (MemberStore store : asked()) {
            try {
                StoredVersion found = store.content(id, number, sooner(deadline));
                if (isPruned(id, number, deadline)) {
                    throw Ledger.notKept(id, number); // this cluster has not come to removing it
                }
                return found;
            } catch (VersionNotKeptException | StoreUnreachableException e) {
                first = first == null ? e : first; // a cluster that was away has gaps in its history
            }
        }
        throw Objects.requireNonNull(first);
    }

    private boolean isPruned(DocumentId id, long number, Deadline deadline) {
        return current(id, deadline) instanceof Reading.Present present
                && number
                        < new Histories(tools.clusters())
                                .oldestKept(id, present.version().info(), deadline);
    }

    @Override
    public List<String> namespaces(Deadline deadline) {
        return union(askAll(deadline, (store, part) -> store.namespaces(part)));
    }

    @Override
    public List<DocumentId> documents(String namespace, Deadline deadline) {
        return union(askAll(deadline, (store, part) -> store.documents(namespace, part)));
    }

    private static <T extends Comparable<T>> List<T> union(Collection<List<T>> lists) {
        Set<T> union = new TreeSet<>();
        lists.forEach(union::addAll);
        return List.copyOf(union);
    }

    /** Asks all clusters that are well, the one that serves first; one answer is enough. */
    private <T> List<T> askAll(Deadline deadline, BiFunction<MemberStore, Deadline, T> question) {
        checkOpen();
        return Poll.ask(
                asked(),
                store -> question.apply(store, deadline),
                nearest.members().size(),
                deadline);
    }

    private List<MemberStore> asked() {
        List<Member> well = nearest.well();
        return (well.isEmpty() ? nearest.members() : well)
                .stream().map(Member::store).toList();
    }

    /** So soon that there is time for all clusters, should one hang. */
    private Deadline sooner(Deadline deadline) {
        Duration share =
                Duration.ofNanos(deadline.leftNanos() / nearest.members().size());
        return Deadline.after(share.compareTo(LONGEST_SHARE) > 0 ? LONGEST_SHARE : share);
    }

    @Override
    public boolean hasIncarnations() {
        return false;
    }

    @Override
    public long raiseIncarnation(long expected, Deadline deadline) {
        throw new InvalidRequestException("A redundant store needs no new incarnation after one of its clusters was"
                + " restored from a backup: let that cluster join again instead");
    }

    @Override
    public long incarnation(Deadline deadline) {
        checkOpen();
        return tools.roster().await(deadline).incarnation();
    }

    @Override
    public StoreWatch watch(StoreWatch.Sink sink) {
        return nearest.watch(sink);
    }

    @Override
    public List<ClusterStatus> status() {
        return nearest.status();
    }

    @Override
    public String servers() {
        return nearest.servers();
    }

    @Override
    public String diagnose(Deadline deadline) {
        return nearest.diagnose(deadline);
    }

    @Override
    public void close() {
        closed = true;
        janitor.close();
        nearest.close();
    }
}
