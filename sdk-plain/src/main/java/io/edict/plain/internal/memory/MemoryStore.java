package io.edict.plain.internal.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClusterStatus;
import io.edict.ClusterStatus.Connection;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.LocalWatch;
import io.edict.plain.internal.store.MemberStore;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's store over documents in memory.
 *
 * <p>Threads: heads are read and announcements made on the given worker, never on a publisher's thread; the given timer
 * puts the regular check in line. The state of the connection and the list of those who hear of it are guarded by this
 * object's monitor, so that each watch hears the states in order; nothing is told while it is held.
 */
public final class MemoryStore implements MemberStore {
    static final String PLACE = "memory";

    private final MemoryDocuments documents;
    private final MemorySettings settings;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final List<LocalWatch> watches = new CopyOnWriteArrayList<>();
    private volatile ClusterStatus status;

    @GuardedBy("this")
    private @Nullable Future<?> checking;

    /**
     * Makes a store that is not connected yet.
     *
     * @param documents what it shares with other stores
     * @param settings how they are used
     * @param worker where heads are read and announcements made; must not run tasks in place
     * @param timer what runs the regular check, which is short
     * @param clock the wall clock, for status only
     */
    public MemoryStore(
            MemoryDocuments documents,
            MemorySettings settings,
            Executor worker,
            ScheduledExecutorService timer,
            InstantSource clock) {
        this.documents = documents;
        this.settings = settings;
        this.worker = worker;
        this.timer = timer;
        this.clock = clock;
        this.status = status(Connection.CONNECTING);
    }

    @Override
    public void start() {
        documents.open(this);
        synchronized (this) {
            if (is(Connection.CLOSED)) {
                return;
            }
            long period = Math.max(1, settings.checkEvery().toMillis());
            checking = timer.scheduleWithFixedDelay(
                    () -> watches.forEach(LocalWatch::check), period, period, TimeUnit.MILLISECONDS);
        }
        refreshConnection();
    }

    /** Takes note of an outage that began or ended. */
    synchronized void refreshConnection() {
        Connection now = documents.isOut() ? Connection.SUSPENDED : Connection.CONNECTED;
        if (is(Connection.CLOSED) || is(now)) {
            return;
        }
        status = status(now);
        watches.forEach(watch -> watch.connection(status));
    }

    void changed(Collection<DocumentId> ids) {
        watches.forEach(watch -> watch.changed(ids));
    }

    @Override
    public CompletableFuture<Reading> read(DocumentId id, boolean strong) {
        try {
            checkConnected(id);
        } catch (EdictException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.supplyAsync(() -> head(id), worker);
    }

    @Override
    public Reading current(DocumentId id, Deadline deadline) {
        checkConnected(id);
        return head(id);
    }

    private Reading head(DocumentId id) {
        StoredVersion head = documents.head(id);
        if (head == null) {
            return new Reading.Missing();
        }
        Stamp stamp = MemoryDocuments.stamp(head.info());
        try {
            settings.limit().check(head.info(), PLACE);
            return new Reading.Present(head, stamp);
        } catch (EdictException tooBig) {
            return new Reading.Unreadable(tooBig, stamp);
        }
    }

    @Override
    public List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        checkConnected(changes.get(0).id());
        settings.limit().check(changes);
        return documents.publish(changes, issuer);
    }

    @Override
    public List<Installation.Outcome> install(Installation installation, Deadline deadline) {
        checkConnected(installation.versions().get(0).version().info().id());
        return documents.install(installation);
    }

    @Override
    public long incarnation(Deadline deadline) {
        checkConnected(null);
        return documents.incarnation();
    }

    @Override
    public long raiseIncarnation(long expected, Deadline deadline) {
        checkConnected(null);
        return documents.raise(expected);
    }

    @Override
    public @Nullable Standing standing(Deadline deadline) {
        checkConnected(null);
        return documents.standing();
    }

    @Override
    public boolean assign(@Nullable Standing expected, Standing next, Deadline deadline) {
        checkConnected(null);
        return documents.assign(expected, next);
    }

    @Override
    public Fence fence(String namespace, Deadline deadline) {
        checkConnected(null);
        return documents.fence(namespace);
    }

    @Override
    public Fence fence(String namespace, Fence next, Deadline deadline) {
        checkConnected(null);
        return documents.fence(namespace, next);
    }

    @Override
    public boolean admit(String namespace, long map, Deadline deadline) {
        checkConnected(null);
        return documents.admit(namespace, map);
    }

    @Override
    public List<Kept> setAside(DocumentId id, List<Long> numbers, Deadline deadline) {
        checkConnected(id);
        return documents.setAside(id, numbers);
    }

    @Override
    public List<StoredVersion> conflicts(Deadline deadline) {
        checkConnected(null);
        return documents.conflicts();
    }

    @Override
    public Candidacy stand(String duty, String name) {
        return documents.stand(duty);
    }

    @Override
    public CompletableFuture<@Nullable Standing> probe() {
        try {
            checkConnected(null);
            return CompletableFuture.completedFuture(documents.standing());
        } catch (EdictException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public List<Kept> kept(DocumentId id, Deadline deadline) {
        checkConnected(id);
        return documents.kept(id);
    }

    @Override
    public StoredVersion content(DocumentId id, long number, Deadline deadline) {
        checkConnected(id);
        StoredVersion version = documents.version(id, number);
        settings.limit().check(version.info(), PLACE);
        return version;
    }

    @Override
    public List<String> namespaces(Deadline deadline) {
        checkConnected(null);
        return documents.namespaces();
    }

    @Override
    public List<DocumentId> documents(String namespace, Deadline deadline) {
        checkConnected(null);
        return documents.documents(namespace);
    }

    @Override
    public StoreWatch watch(StoreWatch.Sink sink) {
        LocalWatch watch = new LocalWatch(sink, new Heads(), worker, watches::remove);
        synchronized (this) {
            watches.add(watch);
            if (!is(Connection.CONNECTING)) {
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
        return PLACE;
    }

    @Override
    public String diagnose(Deadline deadline) {
        return documents.isOut() ? "a test asked for this outage" : "nothing stands in the way";
    }

    @Override
    public void close() {
        documents.close(this);
        synchronized (this) {
            if (is(Connection.CLOSED)) {
                return;
            }
            status = status(Connection.CLOSED);
            if (checking != null) {
                checking.cancel(false);
            }
        }
        watches.clear();
    }

    private void checkConnected(@Nullable DocumentId id) {
        if (is(Connection.CLOSED)) {
            throw new ClientClosedException("The client of the documents in memory is closed");
        }
        if (!is(Connection.CONNECTED) || documents.isOut()) {
            throw new StoreUnreachableException(
                    "The store in memory is not to be reached"
                            + (documents.isOut() ? ", as the test's outage asks; end that" : " before it is started"),
                    id,
                    null);
        }
    }

    private boolean is(Connection state) {
        return status.connection() == state;
    }

    private ClusterStatus status(Connection state) {
        return new ClusterStatus(
                settings.name(),
                PLACE,
                state,
                clock.instant(),
                state == Connection.SUSPENDED ? "an outage was asked for" : null);
    }

    /** What the watches look at. */
    private final class Heads implements LocalWatch.Heads {
        @Override
        public LocalWatch.Glance look(DocumentId id) {
            long asked = System.nanoTime();
            return new LocalWatch.Glance(documents.stamp(id), asked);
        }

        @Override
        public List<DocumentId> documents(String namespace) {
            return documents.documents(namespace);
        }
    }
}
