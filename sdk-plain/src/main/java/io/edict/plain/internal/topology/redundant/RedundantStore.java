package io.edict.plain.internal.topology.redundant;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.error.VersionNotKeptException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One store on several clusters, which takes publishes as long as a majority of them answers; the package tells how.
 *
 * <p>Threads: the given worker runs the proposers, the given timer wakes them; what blocks, blocks the caller.
 */
public final class RedundantStore implements ConfigStore {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<ConfigStore> stores;
    private final Tools tools;
    private final RedundantPublishing publishing;
    private final Janitor janitor;
    private final MajorityReads majority;
    private volatile boolean closed;

    /**
     * Makes a store whose clusters are not connected yet.
     *
     * @param parts the clusters, the preferred one first
     * @param settings how it works
     * @param events who is told of what befalls the clusters
     * @param worker where everything is done that takes time but does not block; must not run tasks in place
     * @param timer what wakes
     */
    public RedundantStore(
            List<Part> parts,
            RedundantSettings settings,
            RedundantEvents events,
            Executor worker,
            ScheduledExecutorService timer) {
        this.stores = parts.stream().map(Part::store).toList();
        Clusters clusters = new Clusters(parts.stream().map(Part::registers).toList());
        Troubles troubles = new Troubles(events);
        Roster roster = new Roster(clusters, troubles, timer);
        this.tools = new Tools(clusters, roster, troubles, new Debts(), new Pace(), events, worker, timer);
        this.publishing = new RedundantPublishing(tools, settings.packing(), new ContentLimit(settings.content()));
        this.majority = new MajorityReads(stores, timer);
        this.janitor = new Janitor(tools, publishing, settings.sweepEvery());
    }

    /**
     * One of the clusters.
     *
     * @param store its heads and history
     * @param registers its registers
     */
    public record Part(ConfigStore store, RegisterCluster registers) {}

    @Override
    public void start() {
        stores.forEach(ConfigStore::start);
        janitor.start();
    }

    @Override
    public List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        checkOpen();
        return publishing.publish(changes, issuer, deadline);
    }

    /**
     * Lets a cluster vote again that was restored from a backup, or emptied. Blocks until that is done; may be repeated.
     *
     * @param cluster what the cluster is called
     * @throws StoreUnreachableException if too few clusters answer
     */
    public void readmit(String cluster, Deadline deadline) {
        checkOpen();
        new Moving(tools, publishing, deadline).readmit(cluster);
    }

    /** The janitor, to be asked out of turn. */
    public Janitor janitor() {
        return janitor;
    }

    /** How many of the clusters can be asked at the moment. */
    int connectedClusters() {
        return tools.clusters().connected().size();
    }

    /** What each cluster shows, in their order. */
    List<Reading> heads(DocumentId id, Deadline deadline) {
        return stores.stream().map(store -> store.current(id, deadline)).toList();
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
        return strong ? majority.read(id) : nearest().read(id, false);
    }

    private List<ConfigStore> connected() {
        return stores.stream()
                .filter(store -> store.status().stream()
                        .anyMatch(status -> status.connection() == ClusterStatus.Connection.CONNECTED))
                .toList();
    }

    /** The clusters to ask one after the other. */
    private List<ConfigStore> asked() {
        List<ConfigStore> connected = connected();
        return connected.isEmpty() ? stores : connected;
    }

    /** So soon that there is time for all clusters, should one hang. */
    private Deadline sooner(Deadline deadline) {
        return Deadline.after(Duration.ofNanos(deadline.leftNanos() / stores.size()));
    }

    private ConfigStore nearest() {
        List<ConfigStore> connected = connected();
        return connected.isEmpty() ? stores.get(0) : connected.get(0);
    }

    private interface Question<T> {
        T ask(ConfigStore store);
    }

    private <T> T ask(Question<T> question) {
        checkOpen();
        @Nullable EdictException last = null;
        for (ConfigStore store : List.of(nearest())) {
            try {
                return question.ask(store);
            } catch (StoreUnreachableException e) {
                last = e;
            }
        }
        throw last == null ? new ClientClosedException("closed") : last;
    }

    @Override
    public Reading current(DocumentId id, Deadline deadline) {
        checkOpen();
        while (true) {
            try {
                return Waiting.get(majority.read(id), deadline, id);
            } catch (StoreUnreachableException e) {
                if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.leftNanos()));
                checkOpen();
            }
        }
    }

    @Override
    public List<Kept> kept(DocumentId id, Deadline deadline) {
        checkOpen();
        List<List<Kept>> histories = new ArrayList<>();
        EdictException unreachable = null;
        for (ConfigStore store : asked()) {
            try {
                histories.add(store.kept(id, sooner(deadline)));
            } catch (StoreUnreachableException e) {
                unreachable = e;
            }
        }
        if (histories.isEmpty() && unreachable != null) {
            throw unreachable;
        }
        return histories.size() == 1 && histories.get(0).isEmpty()
                ? List.of()
                : new Histories(tools.clusters()).merged(id, histories, deadline);
    }

    @Override
    public StoredVersion content(DocumentId id, long number, Deadline deadline) {
        checkOpen();
        EdictException first = null;
        for (ConfigStore store : asked()) {
            try {
                return store.content(id, number, sooner(deadline));
            } catch (VersionNotKeptException | StoreUnreachableException e) {
                first = first == null ? e : first; // a cluster that was away has gaps in its history
            }
        }
        throw Objects.requireNonNull(first);
    }

    @Override
    public List<String> namespaces(Deadline deadline) {
        return ask(store -> store.namespaces(deadline));
    }

    @Override
    public List<DocumentId> documents(String namespace, Deadline deadline) {
        return ask(store -> store.documents(namespace, deadline));
    }

    @Override
    public StoreWatch watch(StoreWatch.Sink sink) {
        return nearest().watch(sink);
    }

    @Override
    public List<ClusterStatus> status() {
        return stores.stream().flatMap(store -> store.status().stream()).toList();
    }

    @Override
    public String servers() {
        return String.join(" | ", stores.stream().map(ConfigStore::servers).toList());
    }

    @Override
    public String diagnose(Deadline deadline) {
        return nearest().diagnose(deadline);
    }

    @Override
    public void close() {
        closed = true;
        janitor.close();
        stores.forEach(ConfigStore::close);
    }
}
