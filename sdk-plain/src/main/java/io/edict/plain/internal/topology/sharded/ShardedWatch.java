package io.edict.plain.internal.topology.sharded;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.ClusterStatus.Connection;
import io.edict.DocumentId;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.topology.sharded.Charts.Chart;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The announcements of all shards: each of what it has. It has a watch on each shard, and follows everything where the map
 * says that it is. What moves is followed at its new place from then on, and announced there as changed, so that whatever
 * was published in between is read.
 *
 * <p>It counts as connected while at least one shard is. A shard that comes back announces all that is followed there.
 *
 * <p>What is followed is guarded by this object's monitor, which is held while shards' watches are told to follow. The sink
 * is told under a lock of its own, which is the last that anybody takes, because a shard's watch may hold one of its own
 * while it announces.
 */
final class ShardedWatch implements StoreWatch {
    private final Sink sink;
    private final Consumer<ShardedWatch> onClose;
    private final Object telling = new Object();

    /** By name; complete before anybody else knows of this. */
    private final Map<String, Relay> relays = new HashMap<>();

    @GuardedBy("this")
    private final Set<DocumentId> documents = new HashSet<>();

    @GuardedBy("this")
    private final Set<String> namespaces = new HashSet<>();

    /** Written under the monitor. */
    private volatile @Nullable Chart chart;

    private volatile boolean closed;

    /** A watch on nothing yet. */
    ShardedWatch(Sink sink, Consumer<ShardedWatch> onClose) {
        this.sink = sink;
        this.onClose = onClose;
    }

    void open(Collection<Shard> shards) {
        for (Shard shard : shards) {
            relays.put(shard.name(), new Relay(shard));
        }
        relays.values().forEach(Relay::open);
    }

    /** Goes by another map from now on, if it is newer. */
    synchronized void route(Chart next) {
        Chart before = chart;
        if (closed || (before != null && before.number() >= next.number())) {
            return;
        }
        chart = next;
        for (DocumentId id : documents) {
            Relay from = relay(before, id.namespace());
            Relay to = relay(next, id.namespace());
            if (from != to) {
                move(id, from, to);
            }
        }
        for (String namespace : namespaces) {
            Relay to = relay(next, namespace);
            if (to != null && to != relay(before, namespace)) {
                to.follow(namespace);
            }
        }
        if (before != null) {
            tell(before, next);
        }
    }

    /** Which of the namespaces that are followed are elsewhere now. */
    @GuardedBy("this")
    private void tell(Chart before, Chart next) {
        Set<String> followed = new TreeSet<>(namespaces);
        documents.forEach(id -> followed.add(id.namespace()));
        for (String namespace : followed) {
            String from = before.map().owner(namespace);
            String to = next.map().owner(namespace);
            if (!from.equals(to)) {
                happened(new ClientEvent.NamespaceMoved(namespace, from, to));
            }
        }
    }

    private void happened(ClientEvent event) {
        synchronized (telling) {
            if (!closed) {
                sink.happened(event);
            }
        }
    }

    private static void move(DocumentId id, @Nullable Relay from, @Nullable Relay to) {
        if (from != null) {
            from.watch().unfollow(id);
        }
        if (to != null) {
            to.watch().follow(id);
        }
    }

    private @Nullable Relay relay(@Nullable Chart by, String namespace) {
        return by == null ? null : relays.get(by.map().owner(namespace));
    }

    @Override
    public synchronized void follow(DocumentId id) {
        if (documents.add(id)) {
            move(id, null, relay(chart, id.namespace()));
        }
    }

    @Override
    public synchronized void unfollow(DocumentId id) {
        relays.values().forEach(relay -> relay.told.remove(id));
        if (documents.remove(id)) {
            move(id, relay(chart, id.namespace()), null);
        }
    }

    @Override
    public synchronized void followNamespace(String namespace) {
        Relay relay = relay(chart, namespace);
        if (namespaces.add(namespace) && relay != null) {
            relay.follow(namespace);
        }
    }

    @Override
    public synchronized void unfollowAll() {
        documents.clear();
        namespaces.clear();
        relays.values().forEach(Relay::unfollowAll);
    }

    @Override
    public synchronized void rearm(DocumentId id) {
        Relay relay = relay(chart, id.namespace());
        if (relay != null) {
            relay.watch().rearm(id);
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            documents.clear();
            namespaces.clear();
            relays.values().forEach(relay -> relay.watch().close());
        }
        onClose.accept(this);
    }

    /** Passes on what one shard tells of what it has. */
    private final class Relay implements Sink {
        private final Shard shard;
        private @Nullable StoreWatch watch;

        /** The namespaces followed there, some of which may be elsewhere by now; guarded by the outer monitor. */
        private final Set<String> here = new HashSet<>();

        /** Guarded by the lock for telling. */
        private boolean connected;

        /** What this shard has announced since it was followed, and may have again. */
        private final Set<DocumentId> told = ConcurrentHashMap.newKeySet();

        Relay(Shard shard) {
            this.shard = shard;
        }

        void open() {
            watch = shard.store().watch(this);
        }

        StoreWatch watch() {
            StoreWatch opened = watch;
            if (opened == null) {
                throw new IllegalStateException("Not opened yet");
            }
            return opened;
        }

        void unfollowAll() {
            here.clear();
            told.clear();
            watch().unfollowAll();
        }

        /** A namespace that has come back is followed from scratch, because it must be announced as changed. */
        void follow(String namespace) {
            if (here.add(namespace)) {
                watch().followNamespace(namespace);
                return;
            }
            unfollowAll();
            synchronized (ShardedWatch.this) {
                documents.stream()
                        .filter(id -> relay(chart, id.namespace()) == this)
                        .forEach(watch()::follow);
                for (String each : namespaces) {
                    if (relay(chart, each) == this && here.add(each)) {
                        watch().followNamespace(each);
                    }
                }
            }
        }

        @Override
        public void announced(Announcement announcement) {
            if (relay(chart, announcement.id().namespace()) == this) {
                told.add(announcement.id());
                synchronized (telling) {
                    if (!closed) {
                        sink.announced(tagged(announcement));
                    }
                }
            }
        }

        private Announcement tagged(Announcement announcement) {
            return announcement.stamped(stamp -> Tags.on(shard.name(), stamp));
        }

        @Override
        public void connection(ClusterStatus cluster) {
            synchronized (telling) {
                boolean before = connected;
                connected = cluster.connection() == Connection.CONNECTED;
                boolean others = relays.values().stream().anyMatch(relay -> relay != this && relay.connected);
                if (closed) {
                    return;
                }
                if (others) {
                    sink.happened(new ClientEvent.ConnectionChanged(cluster));
                    if (before && !connected) {
                        lost();
                    }
                } else {
                    sink.connection(cluster);
                }
            }
        }

        /** Nobody can prove its documents current, although the store counts as connected. */
        private void lost() {
            StoreUnreachableException reason = new StoreUnreachableException(
                    "The shard " + shard.name() + " at " + shard.store().servers()
                            + " is not connected; check its servers and the network",
                    null,
                    null);
            for (DocumentId id : told) {
                if (relay(chart, id.namespace()) == this) {
                    sink.announced(new Announcement.Failed(id, reason));
                }
            }
        }

        @Override
        public void happened(ClientEvent event) {
            ShardedWatch.this.happened(event);
        }

        @Override
        public @Nullable Stamp known(DocumentId id) {
            return Tags.off(shard.name(), sink.known(id));
        }
    }
}
