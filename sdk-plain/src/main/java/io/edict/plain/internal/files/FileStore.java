package io.edict.plain.internal.files;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClusterStatus;
import io.edict.ClusterStatus.Connection;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.LocalWatch;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store in a directory of files; the package tells what that means.
 *
 * <p>Threads: the given timer asks, once in a settle time, whether the system told of changes or a look is due, and does
 * nothing else; the given worker looks, reads heads and tells the watches. What blocks (publishing, history) reads and
 * writes files on the caller's thread. The state of the connection and the list of those who hear of it are guarded by this
 * object's monitor; no file is touched and nobody is told while it is held.
 */
public final class FileStore implements ConfigStore {
    private static final Logger log = LoggerFactory.getLogger(FileStore.class);

    /** How often a directory is tried that cannot be used. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** How long files that never stop changing can keep the others from being served. */
    private static final Duration OPENING = Duration.ofSeconds(2);

    private final FileSettings settings;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final DirectoryEvents events = new DirectoryEvents();
    private final List<LocalWatch> watches = new CopyOnWriteArrayList<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Keeper keeper;

    /** Whether to look again soon, as something is being changed. A race between its writers costs or saves one look. */
    private volatile boolean again = true;

    private volatile long lookedAt;
    private volatile long regularAt;
    private volatile ClusterStatus status;

    @GuardedBy("this")
    private @Nullable Future<?> ticking;

    /**
     * Makes a store that has not looked at its directory yet.
     *
     * @param settings which directory, and how
     * @param worker where files are looked at and read, and announcements made; must not run tasks in place
     * @param timer what asks for changes
     * @param clock the wall clock, for status and the time of edits
     */
    public FileStore(FileSettings settings, Executor worker, ScheduledExecutorService timer, InstantSource clock) {
        this.settings = settings;
        this.worker = worker;
        this.timer = timer;
        this.clock = clock;
        this.status = status(Connection.CONNECTING, null);
    }

    @Override
    public void start() {
        synchronized (this) {
            if (ticking != null || is(Connection.CLOSED)) {
                return;
            }
            long period = Math.max(1, settings.times().settle().toMillis());
            regularAt = System.nanoTime();
            events.start();
            ticking = timer.scheduleWithFixedDelay(this::tick, 0, period, TimeUnit.MILLISECONDS);
        }
    }

    /** On the timer. What happens while a look is under way waits for the next tick. */
    private void tick() {
        if (looking.get()) {
            return;
        }
        boolean regular = System.nanoTime() - regularAt >= 0;
        if ((events.poll() || again || regular) && looking.compareAndSet(false, true)) {
            try {
                worker.execute(() -> look(regular));
            } catch (RejectedExecutionException closed) {
                log.debug("No look at {} any more", settings.directory());
            }
        }
    }

    private void look(boolean regular) {
        try {
            if (!is(Connection.CLOSED)) {
                look(opened(), regular);
            }
        } catch (EdictException e) {
            become(is(Connection.CONNECTING) ? Connection.CONNECTING : Connection.SUSPENDED, e.getMessage());
            again = false;
            regularAt = System.nanoTime() + shorter(RETRY).toNanos();
        } finally {
            looking.set(false);
        }
    }

    private Duration shorter(Duration than) {
        Duration check = settings.times().checkEvery();
        return check.compareTo(than) < 0 ? check : than;
    }

    private Keeper opened() {
        Keeper open = keeper;
        if (open == null) {
            open = Keeper.open(settings, clock);
            keeper = open;
        }
        return open;
    }

    private void look(Keeper open, boolean regular) {
        long asked = System.nanoTime();
        again = false;
        open.look(regular);
        boolean waiting = open.waiting();
        again = watchPlaces(open) || waiting;
        lookedAt = asked;
        Duration opening = Duration.between(status.since(), clock.instant());
        if (!is(Connection.CONNECTING) || !waiting || opening.compareTo(OPENING) > 0) {
            become(Connection.CONNECTED, null);
        }
        announce(open);
        if (regular) {
            watches.forEach(LocalWatch::check);
            regularAt = System.nanoTime() + settings.times().checkEvery().toNanos();
        }
    }

    /** Something may have happened in a directory just before it was watched. */
    private boolean watchPlaces(Keeper open) {
        try {
            return events.watch(open.places());
        } catch (IOException e) {
            return true;
        }
    }

    private void announce(Keeper open) {
        Set<DocumentId> touched = open.takeTouched();
        if (!touched.isEmpty()) {
            watches.forEach(watch -> watch.changed(touched));
        }
    }

    private synchronized void become(Connection state, @Nullable String problem) {
        if (is(Connection.CLOSED) || (is(state) && Objects.equals(problem, status.problem()))) {
            return;
        }
        if (problem != null) {
            log.warn("{}", problem);
        }
        status = status(state, problem);
        notifyAll();
        watches.forEach(watch -> watch.connection(status));
    }

    @Override
    public CompletableFuture<Reading> read(DocumentId id, boolean strong) {
        Keeper open = keeper;
        if (!is(Connection.CONNECTED) || open == null) {
            return CompletableFuture.failedFuture(unreachable(id));
        }
        return CompletableFuture.supplyAsync(() -> told(open, keeping -> keeping.head(id)), worker);
    }

    @Override
    public Reading current(DocumentId id, Deadline deadline) {
        return told(connected(deadline), keeping -> keeping.head(id));
    }

    @Override
    public List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        return told(connected(deadline), keeping -> keeping.publish(changes, issuer, deadline));
    }

    @Override
    public List<Kept> kept(DocumentId id, Deadline deadline) {
        return told(connected(deadline), keeping -> keeping.kept(id));
    }

    @Override
    public StoredVersion content(DocumentId id, long number, Deadline deadline) {
        return told(connected(deadline), keeping -> keeping.version(id, number));
    }

    @Override
    public List<String> namespaces(Deadline deadline) {
        return told(connected(deadline), Keeper::namespaces);
    }

    @Override
    public List<DocumentId> documents(String namespace, Deadline deadline) {
        return told(connected(deadline), keeping -> keeping.documents(namespace));
    }

    /** Does something, and tells the watches of what came to light with it. */
    private <T> T told(Keeper open, Function<Keeper, T> work) {
        try {
            return work.apply(open);
        } finally {
            again = again || open.waiting();
            announce(open);
        }
    }

    @Override
    public StoreWatch watch(StoreWatch.Sink sink) {
        LocalWatch watch = new LocalWatch(sink, new Heads(), worker, watches::remove);
        synchronized (this) {
            watches.add(watch);
            if (is(Connection.CONNECTED)) {
                watch.connection(status);
            }
        }
        return watch;
    }

    @Override
    public List<ClusterStatus> status() {
        return List.of(status);
    }

    @Override
    public String servers() {
        return settings.directory().toString();
    }

    @Override
    public String diagnose(Deadline deadline) {
        String problem = status.problem();
        return problem == null ? Keeper.diagnose(settings.directory()) : problem;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (is(Connection.CLOSED)) {
                return;
            }
            status = status(Connection.CLOSED, null);
            notifyAll();
            if (ticking != null) {
                ticking.cancel(false);
            }
        }
        watches.clear();
        events.close();
    }

    /** Waits for the first look, or for the directory to be back. */
    private synchronized Keeper connected(Deadline deadline) {
        while (true) {
            Keeper open = keeper;
            if (is(Connection.CONNECTED) && open != null) {
                return open;
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline.leftNanos());
            if (is(Connection.CLOSED) || millis == 0) {
                throw unreachable(null);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unreachable(null);
            }
        }
    }

    private EdictException unreachable(@Nullable DocumentId id) {
        if (is(Connection.CLOSED)) {
            return new ClientClosedException("The client of " + settings.directory() + " is closed");
        }
        String problem = status.problem();
        return new StoreUnreachableException(
                "The directory of documents " + settings.directory() + " is not open: "
                        + (problem == null ? "it has not been looked at yet" : problem),
                id,
                null);
    }

    private boolean is(Connection state) {
        return status.connection() == state;
    }

    private ClusterStatus status(Connection state, @Nullable String problem) {
        return new ClusterStatus(settings.name(), settings.directory().toString(), state, clock.instant(), problem);
    }

    /** What the watches look at: what the last look found. */
    private final class Heads implements LocalWatch.Heads {
        @Override
        public LocalWatch.Glance look(DocumentId id) {
            long asked = lookedAt;
            Keeper open = keeper;
            return new LocalWatch.Glance(open == null ? Stamp.ABSENT : open.stamp(id), asked);
        }

        @Override
        public List<DocumentId> documents(String namespace) {
            Keeper open = keeper;
            return open == null ? List.of() : open.knownDocuments(namespace);
        }
    }
}
