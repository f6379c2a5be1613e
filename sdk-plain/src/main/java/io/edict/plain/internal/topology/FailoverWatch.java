package io.edict.plain.internal.topology;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.ClusterStatus.Connection;
import io.edict.DocumentId;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The announcements of the cluster that serves, whichever that is. It has a watch on each cluster, of which all but one
 * follow nothing.
 *
 * <p>Guarded by this object's monitor, which is held while the sink is told, so that it hears of a move before it hears
 * anything from there. The sink returns at once.
 */
final class FailoverWatch implements StoreWatch {
    private final List<Member> members;
    private final Sink sink;
    private final Consumer<FailoverWatch> onClose;

    /** One for each cluster; complete before anybody else knows of this. */
    private final List<Relay> relays = new ArrayList<>();

    @GuardedBy("this")
    private final Set<DocumentId> documents = new HashSet<>();

    @GuardedBy("this")
    private final Set<String> namespaces = new HashSet<>();

    @GuardedBy("this")
    private int serving;

    @GuardedBy("this")
    private boolean closed;

    FailoverWatch(List<Member> members, Sink sink, Consumer<FailoverWatch> onClose) {
        this.members = members;
        this.sink = sink;
        this.onClose = onClose;
    }

    /**
     * Begins with the first of the clusters. Without the monitor: a store tells one thing after the other, and may be telling
     * a relay of this something just now.
     */
    void open() {
        for (int i = 0; i < members.size(); i++) {
            Relay relay = new Relay(i);
            relay.watch = members.get(i).store().watch(relay);
            relays.add(relay);
        }
    }

    /** Another cluster serves from now on: the sink is told of its connection, and of everything as changed. */
    synchronized void move(int cluster) {
        if (closed || cluster == serving) {
            return;
        }
        relays.get(serving).watch().unfollowAll();
        sink.happened(new ClientEvent.FailedOver(
                members.get(serving).name(), members.get(cluster).name()));
        serving = cluster;
        Relay relay = relays.get(cluster);
        relay.introduce();
        documents.forEach(relay.watch()::follow);
        namespaces.forEach(relay.watch()::followNamespace);
    }

    /** Passes on what concerns all who are followed here. */
    synchronized void tell(ClientEvent event) {
        if (!closed) {
            sink.happened(event);
        }
    }

    @Override
    public synchronized void follow(DocumentId id) {
        if (documents.add(id)) {
            relays.get(serving).watch().follow(id);
        }
    }

    @Override
    public synchronized void unfollow(DocumentId id) {
        if (documents.remove(id)) {
            relays.get(serving).watch().unfollow(id);
        }
    }

    @Override
    public synchronized void followNamespace(String namespace) {
        if (namespaces.add(namespace)) {
            relays.get(serving).watch().followNamespace(namespace);
        }
    }

    @Override
    public synchronized void unfollowAll() {
        documents.clear();
        namespaces.clear();
        relays.get(serving).watch().unfollowAll();
    }

    @Override
    public synchronized void rearm(DocumentId id) {
        relays.get(serving).watch().rearm(id);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            documents.clear();
            namespaces.clear();
            relays.forEach(relay -> relay.watch().close());
        }
        onClose.accept(this);
    }

    /** Passes on what one cluster tells, while it serves. */
    private final class Relay implements Sink {
        private final int cluster;
        private @Nullable StoreWatch watch;
        private @Nullable ClusterStatus status;

        Relay(int cluster) {
            this.cluster = cluster;
        }

        StoreWatch watch() {
            StoreWatch opened = watch;
            if (opened == null) {
                throw new IllegalStateException("Not opened yet");
            }
            return opened;
        }

        void introduce() {
            ClusterStatus known = status;
            if (known != null && known.connection() == Connection.CONNECTED) {
                sink.connection(known);
            }
        }

        @Override
        public void announced(Announcement announcement) {
            synchronized (FailoverWatch.this) {
                if (!closed && cluster == serving) {
                    sink.announced(named(announcement));
                }
            }
        }

        private Announcement named(Announcement announcement) {
            return announcement.stamped(stamp -> stamp.of(members.get(cluster).name()));
        }

        @Override
        public void connection(ClusterStatus now) {
            synchronized (FailoverWatch.this) {
                status = now;
                if (closed) {
                    return;
                }
                if (cluster == serving) {
                    sink.connection(now);
                } else {
                    sink.happened(new ClientEvent.ConnectionChanged(now));
                }
            }
        }

        /** A stamp of another cluster is as good as none. */
        @Override
        public @Nullable Stamp known(DocumentId id) {
            Stamp known = sink.known(id);
            if (known == null || known.equals(Stamp.ABSENT)) {
                return known;
            }
            return known.cluster().equals(members.get(cluster).name())
                    ? new Stamp(known.created(), known.modified(), known.at())
                    : null;
        }
    }
}
