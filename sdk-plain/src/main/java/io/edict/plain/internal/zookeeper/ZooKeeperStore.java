package io.edict.plain.internal.zookeeper;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.MemberStore;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ServerReport;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.topology.redundant.Packing;
import io.edict.plain.internal.topology.redundant.RegisterCluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The store on one ZooKeeper cluster.
 *
 * <p>Threads: the given worker decodes, the given timer checks; ZooKeeper's own threads only pass things on; what blocks,
 * blocks the caller.
 */
public final class ZooKeeperStore implements MemberStore {
    /** In how many shares the regular check looks at heads, so that many documents make no burst. */
    private static final int SHARES = 20;

    private static final Duration CHUNK_GRACE = Duration.ofMinutes(10);

    private final ZooKeeperSettings settings;
    private final ScheduledExecutorService timer;
    private final Connection connection;
    private final StoreErrors errors;
    private final Calls calls;
    private final HeadReader reader;
    private final History history;
    private final Publishing publishing;
    private final ChunkCollector collector;
    private final Planner planner;
    private final ZooKeeperRegisters registers;
    private final Installing installing;
    private final Conflicts conflicts;
    private final Standings standings;
    private final Fences fences;
    private final List<HeadWatch> watches = new CopyOnWriteArrayList<>();
    private final Peers peers = new AllWatches();
    private final Shelf shelf;
    private final Belfry belfry;
    private volatile @Nullable Future<?> checking;
    private int share;

    /**
     * Makes a store that is not connected yet.
     *
     * @param settings which cluster, and how
     * @param worker where content is decoded
     * @param timer what runs the regular check and the watchdog; both are short
     * @param clock the wall clock, for status only
     */
    public ZooKeeperStore(
            ZooKeeperSettings settings, Executor worker, ScheduledExecutorService timer, InstantSource clock) {
        this(settings, worker, timer, clock, CHUNK_GRACE);
    }

    /** With another time for which chunks stay that nothing refers to. */
    ZooKeeperStore(
            ZooKeeperSettings settings,
            Executor worker,
            ScheduledExecutorService timer,
            InstantSource clock,
            Duration chunkGrace) {
        this.settings = settings;
        this.timer = timer;
        this.errors = new StoreErrors(settings.servers());
        this.connection = new Connection(settings, timer, clock, new Fan());
        this.calls = new Calls(errors, settings.servers());
        HeadCodec codec = new HeadCodec(settings.servers(), settings.sizes().content());
        this.reader = new HeadReader(worker, codec, new Chunks(settings.sizes(), settings.servers()), errors);
        this.history = new History(calls, codec, reader);
        ClusterNodes clusters = new ClusterNodes(calls, settings.servers());
        this.planner = new Planner(settings.sizes(), settings.bells());
        this.shelf = Shelf.of(settings.bells());
        this.belfry = new Belfry(new Bells(codec, settings.servers(), shelf), worker, settings.bells());
        Footing footing = new Footing(connection, calls, settings, new Differences(settings.bells(), shelf, codec));
        LastPublishes last = new LastPublishes(System::nanoTime);
        Publishing.Tools tools = new Publishing.Tools(clusters, codec, planner, footing, last);
        this.publishing = new Publishing(connection, calls, tools);
        this.conflicts = new Conflicts(calls, codec, reader);
        this.installing = new Installing(connection, calls, tools, conflicts);
        this.standings = new Standings(connection, calls, clusters, settings.servers());
        this.fences = new Fences(connection, calls, codec);
        this.collector = new ChunkCollector(codec, worker, chunkGrace);
        this.registers = new ZooKeeperRegisters(settings, connection, codec, worker, collector);
    }

    /** The registers of this cluster, on the same connection. */
    public RegisterCluster registers() {
        return registers;
    }

    /** How versions are laid down on ZooKeeper. */
    public Packing packing() {
        return planner::pack;
    }

    @Override
    public void start() {
        // Resolving names can take long, and must not keep the caller.
        Connection.daemon("edict-connect", connection::start).start();
        long period = settings.checkEvery().toMillis() / SHARES;
        long first = ThreadLocalRandom.current().nextLong(period + 1);
        checking = timer.scheduleWithFixedDelay(this::check, first, Math.max(1, period), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<Reading> read(DocumentId id, boolean strong) {
        Handle handle = connection.connected();
        if (handle == null) {
            return CompletableFuture.failedFuture(new StoreUnreachableException(
                    "Not connected to the store at " + settings.servers() + " to read " + id, id, null));
        }
        if (!strong) {
            return found(reader.read(handle, id));
        }
        CompletableFuture<String> caughtUp = handle.sync();
        CompletableFuture<Reading> reading = found(reader.read(handle, id));
        return caughtUp.thenCombine(reading, (path, found) -> found)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(errors.translate(failure, id)));
    }

    /** Tells the watches what was read: they listen for the next version then, which may come as a difference. */
    private CompletableFuture<Reading> found(CompletableFuture<Reading> reading) {
        return reading.thenApply(read -> {
            if (read instanceof Reading.Present present) {
                VersionInfo info = present.version().info();
                if (watches.stream().anyMatch(watch -> watch.follows(info.id()))) {
                    shelf.keep(info, present.version().content());
                }
                watches.forEach(watch -> watch.found(info.id(), info.version().number()));
            }
            return read;
        });
    }

    @Override
    public Reading current(DocumentId id, Deadline deadline) {
        connection.await(deadline);
        return calls.get(read(id, true), deadline, id);
    }

    @Override
    public List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        Publishing.Published published = publishing.publish(changes, issuer, deadline);
        collect(published.chunkUsers());
        for (int i = 0; i < changes.size(); i++) {
            VersionInfo current = published.results().get(i).published();
            shelf.keep(current, changes.get(i).content());
            prune(current);
        }
        return published.results();
    }

    private void prune(VersionInfo current) {
        Handle handle = connection.connected();
        if (handle != null) {
            BellPruner.prune(handle, current.id(), current.version().number());
        }
    }

    private void collect(List<DocumentId> chunkUsers) {
        Handle handle = connection.connected();
        if (handle != null) {
            chunkUsers.forEach(id -> collector.collect(handle, id));
        }
    }

    @Override
    public List<Kept> kept(DocumentId id, Deadline deadline) {
        return history.list(connection.await(deadline), id, deadline);
    }

    @Override
    public long oldestKept(DocumentId id, Deadline deadline) {
        return history.oldest(connection.await(deadline), id, deadline);
    }

    @Override
    public StoredVersion content(DocumentId id, long number, Deadline deadline) {
        return history.content(connection.await(deadline), id, number, deadline);
    }

    @Override
    public List<String> namespaces(Deadline deadline) {
        return history.namespaces(connection.await(deadline), deadline);
    }

    @Override
    public List<DocumentId> documents(String namespace, Deadline deadline) {
        return history.documents(connection.await(deadline), namespace, deadline);
    }

    @Override
    public long incarnation(Deadline deadline) {
        return standings.existing(deadline).incarnation();
    }

    @Override
    public long raiseIncarnation(long expected, Deadline deadline) {
        return standings.raise(expected, deadline);
    }

    @Override
    public List<Installation.Outcome> install(Installation installation, Deadline deadline) {
        List<Installation.Outcome> outcomes = installing.install(installation, deadline);
        List<StoredVersion> versions = installation.versions().stream()
                .map(Installation.Committed::version)
                .toList();
        collect(versions.stream().map(version -> version.info().id()).toList());
        versions.forEach(version -> {
            shelf.keep(version.info(), version.content());
            prune(version.info());
        });
        return outcomes;
    }

    @Override
    public @Nullable Standing standing(Deadline deadline) {
        return standings.read(deadline);
    }

    @Override
    public boolean assign(@Nullable Standing expected, Standing next, Deadline deadline) {
        return standings.assign(expected, next, deadline);
    }

    @Override
    public Fence fence(String namespace, Deadline deadline) {
        return fences.get(namespace, deadline);
    }

    @Override
    public Fence fence(String namespace, Fence next, Deadline deadline) {
        return fences.raise(namespace, next, deadline);
    }

    @Override
    public boolean admit(String namespace, long map, Deadline deadline) {
        return fences.admit(namespace, map, deadline);
    }

    @Override
    public List<Kept> setAside(DocumentId id, List<Long> numbers, Deadline deadline) {
        return conflicts.setAside(connection.await(deadline), id, numbers, deadline);
    }

    @Override
    public List<StoredVersion> conflicts(Deadline deadline) {
        return conflicts.list(connection.await(deadline), deadline);
    }

    @Override
    public List<ServerReport> monitor(Deadline deadline) {
        return Monitoring.ask(settings.servers(), deadline);
    }

    @Override
    public Candidacy stand(String duty, String name) {
        return new LatchCandidacy(connection, Paths.DUTIES + "/" + duty, name);
    }

    @Override
    public CompletableFuture<@Nullable Standing> probe() {
        Handle handle = connection.connected();
        if (handle == null) {
            return CompletableFuture.failedFuture(
                    new StoreUnreachableException("Not connected to the store at " + settings.servers(), null, null));
        }
        return Currents.orMissing(handle.getData(Paths.CLUSTER))
                .thenApply(node -> node == null
                        ? null
                        : ClusterNode.decode(node, settings.servers()).standing());
    }

    @Override
    public StoreWatch watch(StoreWatch.Sink sink) {
        HeadWatch watch = new HeadWatch(sink, errors, peers, belfry);
        watches.add(watch);
        connection.introduce(watch);
        return watch;
    }

    @Override
    public List<ClusterStatus> status() {
        return List.of(connection.status());
    }

    @Override
    public String servers() {
        return settings.servers();
    }

    @Override
    public String diagnose(Deadline deadline) {
        if (connection.connected() != null) {
            return "the client is connected. Check what it may read";
        }
        String known = connection.status().problem();
        return (known == null ? Diagnosis.find(settings, deadline) : known)
                + ". Check the connect string, the servers and the network";
    }

    @Override
    public void close() {
        Future<?> regular = checking;
        if (regular != null) {
            regular.cancel(false);
        }
        connection.close();
    }

    /** On the timer, which alone touches {@link #share}. */
    private void check() {
        share = (share + 1) % SHARES;
        watches.forEach(watch -> watch.check(share, SHARES));
    }

    /** The watches over this store's session. */
    private final class AllWatches implements Peers {
        @Override
        public boolean follow(HeadWatch except, String path) {
            return watches.stream().anyMatch(watch -> watch != except && watch.follows(path));
        }

        @Override
        public void closed(HeadWatch watch) {
            watches.remove(watch);
        }
    }

    /** Passes the connection's states on to all watches. */
    private final class Fan implements Connection.Listener {
        @Override
        public void changed(ClusterStatus status) {
            watches.forEach(watch -> watch.changed(status));
            if (status.connection() != ClusterStatus.Connection.CONNECTED) {
                registers.connectionChanged(false);
            }
        }

        @Override
        public void connected(Handle handle) {
            watches.forEach(watch -> watch.connected(handle));
            registers.connectionChanged(true);
        }
    }
}
