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
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Announces heads: one persistent watch for each document, one recursive watch for each namespace of many documents. Where
 * versions ring, a {@link BellWatch} hears them in place of the watch on a document's head. So that this helps with
 * namespaces too, those of few documents are watched document by document, and listed whenever one is added. Many documents of
 * one namespace are watched together, as {@link Crowds}.
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
    private final Sink sink;
    private final Peers peers;
    private final boolean rings;
    private final BellWatch bells;

    private final Arming arming;
    private final Crowds crowds;

    @GuardedBy("this")
    private final Subjects subjects = new Subjects();

    private final Listing listing;

    /** Paths unfollowed while there was no connection, of which ZooKeeper's client still holds the watchers. */
    @GuardedBy("this")
    private final Set<String> dropped = new HashSet<>();

    @GuardedBy("this")
    private @Nullable Handle connected;

    HeadWatch(Sink sink, StoreErrors errors, Peers peers, Belfry belfry) {
        this.sink = sink;
        this.peers = peers;
        this.rings = belfry.on();
        this.bells = new BellWatch(new Hearing(), belfry.bells(), belfry.worker(), belfry.on());
        this.arming = new Arming(this, bells, sink, errors, peers);
        this.crowds = new Crowds(arming, this::followsWhole);
        this.listing = new Listing(this::listsOnce, new Listed(), this, errors);
    }

    /** Whether this follows what is at a path. */
    synchronized boolean follows(String path) {
        DocumentId id = Paths.documentAt(path);
        if (path.startsWith(Paths.BELLS + "/")) {
            return bells.holds(path);
        }
        if (id != null) {
            return subjects.isSingle(id) && !bells.isHushed(id) && !crowds.isBare(id);
        }
        String namespace = Paths.namespaceAt(path);
        return subjects.follows(namespace) || crowds.covers(namespace);
    }

    private synchronized boolean followsWhole(String namespace) {
        return subjects.follows(namespace);
    }

    /** Whether the list of a namespace leaves watches that fire once. */
    private synchronized boolean listsOnce(String namespace) {
        return arming.refused() || !subjects.isWhole(namespace);
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
        arming.disarm(handle, gone);
        if (arming.refused()) {
            arming.tryPersistent(handle, this::armAll);
        } else {
            armAll(handle);
        }
    }

    /** Sets every watch. */
    void armAll(Handle handle) {
        Set<DocumentId> single;
        Set<String> whole;
        Set<String> crowded;
        synchronized (peers) {
            synchronized (this) {
                if (arming.refused()) {
                    subjects.forgetMembers();
                }
                single = subjects.singles();
                whole = subjects.namespaces();
                crowded = crowds.connected(handle);
            }
        }
        arming.begin();
        if (!single.isEmpty() || !whole.isEmpty()) {
            Answers.on(handle.sync(), (path, failure) -> arming.report(failure, null));
        }
        List<String> belfries = bells.connected();
        if (!arming.refused()) {
            belfries.forEach(path -> arming.set(handle, path, AddWatchMode.PERSISTENT_RECURSIVE, null));
        }
        crowded.forEach(namespace -> crowds.cover(handle, namespace));
        single.forEach(id -> arm(handle, id));
        whole.forEach(namespace -> arm(handle, namespace));
    }

    @Override
    public void follow(DocumentId id) {
        Handle handle;
        boolean watched;
        boolean crowded;
        synchronized (peers) {
            synchronized (this) {
                if (!subjects.add(id)) {
                    return;
                }
                dropped.remove(Paths.head(id));
                handle = connected;
                watched = subjects.isMember(id);
                crowded = crowds.add(id, handle != null);
            }
        }
        if (handle != null && crowded) {
            crowds.cover(handle, id.namespace());
        }
        if (handle != null && watched) {
            first(handle, id);
        } else if (handle != null) {
            arm(handle, id);
        }
    }

    @Override
    public void unfollow(DocumentId id) {
        Handle handle;
        List<String> paths;
        synchronized (this) {
            if (!subjects.remove(id)) {
                return;
            }
            crowds.remove(id);
            if (subjects.isMember(id)) {
                return;
            }
            paths = watched(id);
            handle = drop(paths);
        }
        arming.disarm(handle, paths);
    }

    /** Where a document is watched, which it is no more: what is listened to may also have left a look on its head. */
    @GuardedBy("this")
    private List<String> watched(DocumentId id) {
        List<String> paths = new ArrayList<>(bells.leave(id));
        if (crowds.release(id) || !paths.isEmpty()) {
            paths.add(Paths.head(id));
        }
        return paths;
    }

    /** Watches are not wanted any more: where they are to be removed now, or null if that is up to the next connect. */
    @GuardedBy("this")
    private @Nullable Handle drop(List<String> paths) {
        if (connected == null) {
            dropped.addAll(paths);
        }
        return connected;
    }

    /** A version of a document was read, or rang: listens where the next one will. */
    void found(DocumentId id, long number) {
        synchronized (peers) {
            synchronized (this) {
                Handle handle = connected;
                if (handle == null || arming.refused() || !subjects.isSingle(id)) {
                    return;
                }
                BellWatch.Move move = bells.move(id, number);
                move.added().forEach(path -> arming.set(handle, path, AddWatchMode.PERSISTENT_RECURSIVE, id));
                if (move.late()) {
                    look(handle, id, false);
                }
                arming.disarm(handle, move.left());
            }
        }
    }

    @Override
    public void followNamespace(String namespace) {
        Handle handle;
        synchronized (peers) {
            synchronized (this) {
                if (!subjects.add(namespace)) {
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
            single = subjects.isSingle(id);
            whole = subjects.isWhole(id.namespace());
        }
        if (handle == null) {
            return;
        }
        if (arming.refused()) {
            look(handle, id, false);
            return;
        }
        if (single) {
            bells.hush(id, false);
            crowds.rearm(handle, id);
            bells.paths(id).forEach(path -> arming.set(handle, path, AddWatchMode.PERSISTENT_RECURSIVE, id));
        }
        if (whole) {
            arming.set(handle, Paths.heads(id.namespace()), AddWatchMode.PERSISTENT_RECURSIVE, id);
        }
    }

    @Override
    public void unfollowAll() {
        Handle handle;
        List<String> paths = new ArrayList<>();
        synchronized (this) {
            subjects.singles().forEach(id -> paths.addAll(watched(id)));
            subjects.namespaces().forEach(namespace -> paths.add(Paths.heads(namespace)));
            paths.addAll(crowds.clear());
            handle = drop(paths);
            subjects.clear();
            listing.clear();
        }
        arming.disarm(handle, paths);
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
            subjects.singles().stream()
                    .filter(id -> shareOf(id, shares) == share)
                    .forEach(due::add);
            whole = share == 0 ? subjects.namespaces() : Set.of();
        }
        if (handle == null) {
            return;
        }
        due.forEach(id -> {
            arming.again(handle, Paths.head(id), AddWatchMode.PERSISTENT, id);
            bells.paths(id).forEach(path -> arming.again(handle, path, AddWatchMode.PERSISTENT_RECURSIVE, id));
            if (bells.stays(id)) {
                listen(id);
            }
            look(handle, id, true);
        });
        if (share == 0 && !arming.refused()) {
            crowds.check(handle);
        }
        whole.forEach(namespace -> {
            arming.again(handle, Paths.heads(namespace), AddWatchMode.PERSISTENT_RECURSIVE, null);
            listing.look(handle, namespace, true);
        });
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
        if (handle != null && (arming.refused() || id == null)) {
            armOnce(handle, event, id);
        } else if (id != null && follows(id)) {
            headChanged(handle, id, event.getZxid());
        }
    }

    private void headChanged(@Nullable Handle handle, DocumentId id, long zxid) {
        if (bells.covers(id, zxid)) {
            hush(id);
            return;
        }
        if (bells.hush(id, false) && handle != null) {
            crowds.watch(handle, id);
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
                if (handle != null && subjects.isSingle(id) && bells.hush(id, true)) {
                    crowds.leave(handle, id);
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
        } else if (event.getPath() != null) {
            String namespace = Paths.namespaceAt(event.getPath());
            if (followsWhole(namespace) && listsOnce(namespace)) {
                listing.again(handle, namespace);
            }
        }
    }

    /** Whether this follows a document, by itself or with its namespace. */
    synchronized boolean follows(DocumentId id) {
        return subjects.follows(id);
    }

    private void arm(Handle handle, DocumentId id) {
        if (!arming.refused()) {
            crowds.watch(handle, id);
        }
        first(handle, id);
    }

    private void arm(Handle handle, String namespace) {
        boolean whole;
        synchronized (this) {
            if (!rings || crowds.covers(namespace)) {
                subjects.makeWhole(namespace);
            }
            whole = subjects.isWhole(namespace);
        }
        if (whole && !arming.refused()) {
            arming.set(handle, Paths.heads(namespace), AddWatchMode.PERSISTENT_RECURSIVE, null);
        }
        listing.look(handle, namespace, false);
    }

    /** The first announcement after a watch was set. A head never read needs no look: it is read anyway. */
    private void first(Handle handle, DocumentId id) {
        if (sink.known(id) == null && !arming.refused()) {
            sink.announced(new Announcement.Changed(id));
        } else {
            look(handle, id, false);
        }
    }

    private void look(Handle handle, DocumentId id, boolean regular) {
        long asked = System.nanoTime();
        boolean watch = (arming.refused() && (!regular || isDocument(id))) || bells.isHushed(id);
        Answers.on(handle.look(Paths.head(id), watch ? this : null), (stamp, failure) -> {
            if (failure == null) {
                sink.announced(new Announcement.Looked(id, stamp, asked, regular));
            } else {
                arming.report(failure, id);
            }
        });
    }

    private synchronized boolean isDocument(DocumentId id) {
        return subjects.isDocument(id);
    }

    /** What lists of namespaces tell. */
    private final class Listed implements Listing.Looks {
        @Override
        public void counted(Handle handle, String namespace, int documents) {
            List<DocumentId> freed;
            synchronized (HeadWatch.this) {
                boolean grown = !arming.refused()
                        && documents > Subjects.MOST_SINGLE
                        && subjects.follows(namespace)
                        && !subjects.isWhole(namespace);
                if (!grown) {
                    return;
                }
                freed = subjects.makeWhole(namespace);
            }
            arming.set(handle, Paths.heads(namespace), AddWatchMode.PERSISTENT_RECURSIVE, null);
            freed.forEach(id -> {
                crowds.leave(handle, id);
                arming.disarm(handle, bells.leave(id));
            });
        }

        @Override
        public void look(Handle handle, DocumentId id, boolean regular) {
            boolean single;
            boolean fresh;
            synchronized (HeadWatch.this) {
                single = !arming.refused() && subjects.follows(id.namespace()) && !subjects.isWhole(id.namespace());
                fresh = single && subjects.addMember(id);
            }
            if (fresh) {
                arm(handle, id);
            } else if (!single && sink.known(id) == null) {
                first(handle, id);
            } else if (!single) {
                HeadWatch.this.look(handle, id, regular);
            }
        }
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
            arming.disarm(current(), bells.leaveAll());
        }
    }
}
