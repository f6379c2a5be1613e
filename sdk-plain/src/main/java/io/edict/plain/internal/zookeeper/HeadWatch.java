package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.StoreWatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces heads: one persistent watch for each document, one recursive watch for each namespace. Where versions ring,
 * a {@link BellWatch} hears them in place of the watch on a document's head.
 *
 * <p>Persistent watches replay nothing after a reconnect. So on every connect the watches are set again, the server is
 * made to catch up, and every head is looked at; one that was never read is announced as changed without a look. All this
 * is sent at once: the server answers in order. In between, {@link #check} looks at a share of the heads at a time, for
 * what a watch may have lost.
 *
 * <p>A server may refuse persistent watches (one that runs {@code WatchManagerOptimized} does). Then watches are set that
 * fire once, by a look that also says what was missed since, and set again at each event.
 *
 * <p>Threads: answers and events come on ZooKeeper's event thread, {@link #check} on the timer, the rest on any. What is
 * followed is guarded by this object's monitor; nothing is announced while it is held.
 */
final class HeadWatch implements StoreWatch, Connection.Listener, Watcher {
    private static final Logger log = LoggerFactory.getLogger(HeadWatch.class);

    private final Sink sink;
    private final StoreErrors errors;
    private final Peers peers;
    private final BellWatch bells;

    @GuardedBy("this")
    private final Set<DocumentId> documents = new HashSet<>();

    @GuardedBy("this")
    private final Set<String> namespaces = new HashSet<>();

    private final Listing listing;

    /** Paths unfollowed while there was no connection, of which ZooKeeper's client still holds the watchers. */
    @GuardedBy("this")
    private final Set<String> dropped = new HashSet<>();

    @GuardedBy("this")
    private @Nullable Handle connected;

    /** Set until a server takes a persistent watch again; each connect tries one. */
    private volatile boolean persistentRefused;

    /** Paths on which a watch could not be set, for a reason that may pass: the regular check tries again. */
    private final Set<String> unarmed = ConcurrentHashMap.newKeySet();

    HeadWatch(Sink sink, StoreErrors errors, Peers peers, Belfry belfry) {
        this.sink = sink;
        this.errors = errors;
        this.peers = peers;
        this.listing = new Listing(() -> persistentRefused, this::lookOrRead, this, errors);
        this.bells = new BellWatch(new Hearing(), belfry.bells(), belfry.worker(), belfry.on());
    }

    /** Whether this follows what is at a path. */
    synchronized boolean follows(String path) {
        DocumentId id = Paths.documentAt(path);
        if (path.startsWith(Paths.BELLS + "/")) {
            return bells.holds(path);
        }
        return id != null
                ? documents.contains(id) && !bells.isHushed(id)
                : namespaces.stream().anyMatch(name -> Paths.heads(name).equals(path));
    }

    @Override
    public void changed(ClusterStatus status) {
        if (status.connection() != ClusterStatus.Connection.CONNECTED) {
            synchronized (this) {
                connected = null;
            }
        }
        sink.connection(status);
    }

    /** A session is connected: sets every watch, and looks at every head. */
    @Override
    public void connected(Handle handle) {
        Set<String> gone;
        synchronized (this) {
            connected = handle;
            gone = Set.copyOf(dropped);
            dropped.clear();
        }
        gone.forEach(path -> disarm(handle, path));
        if (persistentRefused) {
            tryPersistent(handle);
        } else {
            armAll(handle);
        }
    }

    private void armAll(Handle handle) {
        Set<DocumentId> single;
        Set<String> whole;
        synchronized (this) {
            single = Set.copyOf(documents);
            whole = Set.copyOf(namespaces);
        }
        unarmed.clear();
        if (!single.isEmpty() || !whole.isEmpty()) {
            Answers.on(handle.sync(), (path, failure) -> report(failure, null));
        }
        List<String> belfries = bells.connected();
        if (!persistentRefused) {
            belfries.forEach(path -> set(handle, path, AddWatchMode.PERSISTENT_RECURSIVE, null));
        }
        single.forEach(id -> arm(handle, id));
        whole.forEach(namespace -> arm(handle, namespace));
    }

    /** One watch tells for all: the server may be another one now, or have been set up anew. */
    private void tryPersistent(Handle handle) {
        Answers.on(handle.addWatch(Paths.CLUSTER, this, AddWatchMode.PERSISTENT), (at, failure) -> {
            if (failure == null) {
                log.info("The store takes persistent watches again");
                disarm(handle, Paths.CLUSTER);
                persistentRefused = false;
            }
            armAll(handle);
        });
    }

    @Override
    public void follow(DocumentId id) {
        Handle handle;
        synchronized (peers) {
            synchronized (this) {
                if (!documents.add(id)) {
                    return;
                }
                dropped.remove(Paths.head(id));
                handle = connected;
            }
        }
        if (handle != null) {
            arm(handle, id);
        }
    }

    @Override
    public void unfollow(DocumentId id) {
        Handle handle;
        List<String> paths;
        synchronized (this) {
            if (!documents.remove(id)) {
                return;
            }
            paths = bells.leave(id);
            handle = connected;
            if (handle == null) {
                dropped.add(Paths.head(id));
                dropped.addAll(paths);
            }
        }
        if (handle != null) {
            disarm(handle, Paths.head(id));
            paths.forEach(path -> disarm(handle, path));
        }
    }

    /** A version of a document was read, or rang: listens where the next one will. */
    void found(DocumentId id, long number) {
        synchronized (peers) {
            synchronized (this) {
                Handle handle = connected;
                if (handle == null || persistentRefused || !documents.contains(id)) {
                    return;
                }
                BellWatch.Move move = bells.move(id, number);
                move.added().forEach(path -> set(handle, path, AddWatchMode.PERSISTENT_RECURSIVE, id));
                if (move.late()) {
                    look(handle, id, false);
                }
                move.left().forEach(path -> disarm(handle, path));
            }
        }
    }

    @Override
    public void followNamespace(String namespace) {
        Handle handle;
        synchronized (peers) {
            synchronized (this) {
                if (!namespaces.add(namespace)) {
                    return;
                }
                dropped.remove(Paths.heads(namespace));
                handle = connected;
            }
        }
        if (handle != null) {
            arm(handle, namespace);
        }
    }

    @Override
    public void rearm(DocumentId id) {
        Handle handle;
        boolean single;
        boolean whole;
        synchronized (this) {
            handle = connected;
            single = documents.contains(id);
            whole = namespaces.contains(id.namespace());
        }
        if (handle == null) {
            return;
        }
        if (persistentRefused) {
            look(handle, id, false);
            return;
        }
        if (single) {
            bells.hush(id, false);
            set(handle, Paths.head(id), AddWatchMode.PERSISTENT, id);
            bells.paths(id).forEach(path -> set(handle, path, AddWatchMode.PERSISTENT_RECURSIVE, id));
        }
        if (whole) {
            set(handle, Paths.heads(id.namespace()), AddWatchMode.PERSISTENT_RECURSIVE, id);
        }
    }

    @Override
    public void unfollowAll() {
        Handle handle;
        List<String> paths;
        synchronized (this) {
            handle = connected;
            paths = followed();
            paths.addAll(bells.leaveAll());
            if (handle == null) {
                dropped.addAll(paths);
            }
            documents.clear();
            namespaces.clear();
            listing.clear();
        }
        if (handle != null) {
            paths.forEach(path -> disarm(handle, path));
        }
    }

    @GuardedBy("this")
    private List<String> followed() {
        List<String> paths = new ArrayList<>();
        documents.forEach(id -> paths.add(Paths.head(id)));
        namespaces.forEach(namespace -> paths.add(Paths.heads(namespace)));
        return paths;
    }

    @Override
    public void close() {
        unfollowAll();
        peers.closed(this);
    }

    /** Looks at a share of the heads: those whose hash falls to {@code share} out of {@code shares}. */
    void check(int share, int shares) {
        Handle handle;
        List<DocumentId> due = new ArrayList<>();
        Set<String> whole;
        synchronized (this) {
            handle = connected;
            documents.stream().filter(id -> shareOf(id, shares) == share).forEach(due::add);
            whole = share == 0 ? Set.copyOf(namespaces) : Set.of();
        }
        if (handle == null) {
            return;
        }
        due.forEach(id -> {
            armAgain(handle, Paths.head(id), AddWatchMode.PERSISTENT, id);
            bells.paths(id).forEach(path -> armAgain(handle, path, AddWatchMode.PERSISTENT_RECURSIVE, id));
            if (bells.stays(id)) {
                listen(id);
            }
            look(handle, id, true);
        });
        whole.forEach(namespace -> {
            armAgain(handle, Paths.heads(namespace), AddWatchMode.PERSISTENT_RECURSIVE, null);
            listing.look(handle, namespace, true);
        });
    }

    private void armAgain(Handle handle, String path, AddWatchMode mode, @Nullable DocumentId id) {
        if (unarmed.remove(path) && !persistentRefused) {
            set(handle, path, mode, id);
        }
    }

    private static int shareOf(DocumentId id, int shares) {
        return Math.floorMod(id.hashCode(), shares);
    }

    /** Any event: on ZooKeeper's event thread. */
    @Override
    public void process(WatchedEvent event) {
        if (event.getType() == EventType.None || event.getType() == EventType.PersistentWatchRemoved) {
            return;
        }
        DocumentId id = Paths.documentAt(event.getPath());
        Handle handle = current();
        if (handle != null && persistentRefused) {
            armOnce(handle, event, id);
        } else if (id != null) {
            headChanged(handle, id, event.getZxid());
        }
    }

    private void headChanged(@Nullable Handle handle, DocumentId id, long zxid) {
        if (bells.covers(id, zxid)) {
            hush(id);
            return;
        }
        if (bells.hush(id, false) && handle != null) {
            set(handle, Paths.head(id), AddWatchMode.PERSISTENT, id);
        }
        listen(id);
        sink.announced(new Announcement.Changed(id));
    }

    private void listen(DocumentId id) {
        long number = bells.listen(id);
        if (number > 0) {
            found(id, number);
        }
    }

    /** From now on bells announce a document. */
    private void hush(DocumentId id) {
        synchronized (peers) {
            synchronized (this) {
                Handle handle = connected;
                if (handle != null && documents.contains(id) && bells.hush(id, true)) {
                    disarm(handle, Paths.head(id));
                }
            }
        }
    }

    private synchronized @Nullable Handle current() {
        return connected;
    }

    private void armOnce(Handle handle, WatchedEvent event, @Nullable DocumentId id) {
        if (id != null) {
            if (follows(id)) {
                look(handle, id, false);
            }
        } else if (event.getPath() != null && follows(event.getPath())) {
            listing.again(handle, event.getPath().substring(Paths.HEADS.length() + 1));
        }
    }

    /** Whether this follows a document, by itself or with its namespace. */
    synchronized boolean follows(DocumentId id) {
        return documents.contains(id) || namespaces.contains(id.namespace());
    }

    private void arm(Handle handle, DocumentId id) {
        if (!persistentRefused) {
            set(handle, Paths.head(id), AddWatchMode.PERSISTENT, id);
        }
        first(handle, id);
    }

    private void arm(Handle handle, String namespace) {
        if (!persistentRefused) {
            set(handle, Paths.heads(namespace), AddWatchMode.PERSISTENT_RECURSIVE, null);
        }
        listing.look(handle, namespace, false);
    }

    /** The first announcement after a watch was set. A head never read needs no look: it is read anyway. */
    private void first(Handle handle, DocumentId id) {
        if (sink.known(id) == null && !persistentRefused) {
            sink.announced(new Announcement.Changed(id));
        } else {
            look(handle, id, false);
        }
    }

    private void set(Handle handle, String path, AddWatchMode mode, @Nullable DocumentId id) {
        Answers.on(handle.addWatch(path, watcherAt(path), mode), (at, failure) -> {
            if (failure == null) {
                return;
            }
            if (refusesPersistent(StoreErrors.code(failure))) {
                fallBack(handle);
            } else {
                unarmed.add(path);
                report(failure, id);
            }
        });
    }

    private Watcher watcherAt(String path) {
        return path.startsWith(Paths.BELLS + "/") ? bells : this;
    }

    private static boolean refusesPersistent(Code code) {
        return code == Code.MARSHALLINGERROR || code == Code.UNIMPLEMENTED;
    }

    private void fallBack(Handle handle) {
        if (!persistentRefused) {
            persistentRefused = true;
            log.warn("The store refuses persistent watches (WatchManagerOptimized does): watching with single ones,"
                    + " which cost one more request for each change");
            armAll(handle);
        }
    }

    private void look(Handle handle, DocumentId id, boolean regular) {
        long asked = System.nanoTime();
        boolean watch = (persistentRefused && (!regular || isSingle(id))) || bells.isHushed(id);
        Answers.on(handle.look(Paths.head(id), watch ? this : null), (stamp, failure) -> {
            if (failure == null) {
                sink.announced(new Announcement.Looked(id, stamp, asked, regular));
            } else {
                report(failure, id);
            }
        });
    }

    private void lookOrRead(Handle handle, DocumentId id, boolean regular) {
        if (sink.known(id) == null) {
            first(handle, id);
        } else {
            look(handle, id, regular);
        }
    }

    private synchronized boolean isSingle(DocumentId id) {
        return documents.contains(id);
    }

    private void disarm(Handle handle, String path) {
        CompletableFuture<String> removing;
        synchronized (peers) {
            removing =
                    peers.follow(this, path) ? handle.removeWatch(path, watcherAt(path)) : handle.removeWatches(path);
        }
        Answers.on(removing, (at, failure) -> {
            // A session that is gone took its watches along, and a watch that was not there need not be removed.
        });
    }

    /** Failures that a reconnect mends are not reported: every connect looks at everything again. */
    private void report(@Nullable Throwable failure, @Nullable DocumentId id) {
        if (failure == null || id == null || StoreErrors.outcomeUnknown(StoreErrors.code(failure))) {
            return;
        }
        sink.announced(new Announcement.Failed(id, errors.translate(failure, id)));
    }

    /** What bells tell. */
    private final class Hearing implements BellWatch.Heads {
        @Override
        public void announce(Announcement announcement) {
            if (follows(announcement.id())) {
                sink.announced(announcement);
            }
        }

        @Override
        public void found(DocumentId id, long number) {
            HeadWatch.this.found(id, number);
        }

        @Override
        public void leaveBells() {
            Handle handle = current();
            List<String> paths = bells.leaveAll();
            if (handle != null) {
                paths.forEach(path -> disarm(handle, path));
            }
        }
    }
}
