package io.edict.plain.internal.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClusterStatus;
import io.edict.ClusterStatus.Connection;
import io.edict.DocumentId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The announcements of a store that knows itself when a head changes, because no server stands between.
 *
 * <p>Whatever happens is put in line and returns at once; one task on the given executor at a time tells the sink, so
 * calls come one after the other, in order, never on the thread of a publisher and with no lock held. Of a document that
 * changes while it waits in line only the last mention stays, so the line is never longer than what is followed.
 *
 * <p>What is followed, what waits and whether the store is connected are guarded by this object's monitor. What is not
 * followed any more when its turn comes is not told.
 */
public final class LocalWatch implements StoreWatch {
    private static final Logger log = LoggerFactory.getLogger(LocalWatch.class);

    private final Sink sink;
    private final Heads heads;
    private final Executor executor;
    private final Consumer<LocalWatch> onClose;

    @GuardedBy("this")
    private final Set<DocumentId> documents = new HashSet<>();

    @GuardedBy("this")
    private final Set<String> namespaces = new HashSet<>();

    @GuardedBy("this")
    private Set<Item> line = new LinkedHashSet<>();

    @GuardedBy("this")
    private boolean telling;

    @GuardedBy("this")
    private boolean connected;

    @GuardedBy("this")
    private boolean closed;

    /**
     * A watch on nothing yet, of a store that is not connected yet.
     *
     * @param sink who is told
     * @param heads where the heads are looked at
     * @param executor where the sink is told; must not run tasks in place
     * @param onClose told when this is closed
     */
    public LocalWatch(Sink sink, Heads heads, Executor executor, Consumer<LocalWatch> onClose) {
        this.sink = sink;
        this.heads = heads;
        this.executor = executor;
        this.onClose = onClose;
    }

    /** Where a watch looks at heads, from memory. Called on the watch's executor. */
    public interface Heads {
        /** What a head looks like. */
        Glance look(DocumentId id);

        /** The documents of a namespace. */
        List<DocumentId> documents(String namespace);
    }

    /**
     * A look at a head.
     *
     * @param stamp what it looked like
     * @param askedNanos when, on the nano clock: it was like this then or later
     */
    public record Glance(Stamp stamp, long askedNanos) {}

    /** What waits to be told. */
    private sealed interface Item {
        record Status(ClusterStatus status) implements Item {}

        record Changed(DocumentId id) implements Item {}

        record ChangedWithin(String namespace) implements Item {}

        record Look(DocumentId id, boolean regular) implements Item {}

        record LookWithin(String namespace) implements Item {}
    }

    /** The store's connection changed. On every connect, all that is followed is announced as changed. */
    public synchronized void connection(ClusterStatus status) {
        connected = status.connection() == Connection.CONNECTED;
        add(new Item.Status(status));
        if (connected) {
            documents.forEach(id -> add(new Item.Changed(id)));
            namespaces.forEach(namespace -> add(new Item.ChangedWithin(namespace)));
        }
    }

    /** Heads changed. */
    public synchronized void changed(Collection<DocumentId> ids) {
        for (DocumentId id : ids) {
            if (follows(id)) {
                add(new Item.Changed(id));
            }
        }
    }

    /** The regular look at every head. */
    public synchronized void check() {
        if (connected) {
            documents.forEach(id -> add(new Item.Look(id, true)));
            namespaces.forEach(namespace -> add(new Item.LookWithin(namespace)));
        }
    }

    @Override
    public synchronized void follow(DocumentId id) {
        if (documents.add(id) && connected) {
            add(new Item.Changed(id));
        }
    }

    @Override
    public synchronized void unfollow(DocumentId id) {
        documents.remove(id);
    }

    @Override
    public synchronized void followNamespace(String namespace) {
        if (namespaces.add(namespace) && connected) {
            add(new Item.ChangedWithin(namespace));
        }
    }

    @Override
    public synchronized void unfollowAll() {
        documents.clear();
        namespaces.clear();
    }

    /** Nothing is lost here that could be set again; the head is looked at. */
    @Override
    public synchronized void rearm(DocumentId id) {
        if (connected) {
            add(new Item.Look(id, false));
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            line.clear();
            documents.clear();
            namespaces.clear();
        }
        onClose.accept(this);
    }

    /** Puts an item at the end of the line, even if it waits already: what was said in between comes before it. */
    @GuardedBy("this")
    private void add(Item item) {
        if (closed) {
            return;
        }
        line.remove(item);
        line.add(item);
        if (!telling) {
            telling = true;
            try {
                executor.execute(this::tell);
            } catch (RejectedExecutionException e) {
                log.debug("Dropped announcements after the client was closed");
            }
        }
    }

    private void tell() {
        for (Set<Item> due = next(); !due.isEmpty(); due = next()) {
            for (Item item : due) {
                try {
                    tell(item);
                } catch (RuntimeException e) {
                    log.error("A listener of the store failed; the others are told", e);
                }
            }
        }
    }

    private synchronized Set<Item> next() {
        Set<Item> due = line;
        line = new LinkedHashSet<>();
        telling = !due.isEmpty();
        return due;
    }

    private void tell(Item item) {
        if (item instanceof Item.Status status) {
            if (open()) {
                sink.connection(status.status());
            }
        } else if (item instanceof Item.Changed changed) {
            changed(changed.id());
        } else if (item instanceof Item.ChangedWithin within) {
            heads.documents(within.namespace()).forEach(this::changed);
        } else if (item instanceof Item.Look look) {
            look(look.id(), look.regular());
        } else if (item instanceof Item.LookWithin within) {
            heads.documents(within.namespace()).forEach(id -> look(id, true));
        }
    }

    private void changed(DocumentId id) {
        if (tells(id)) {
            sink.announced(new Announcement.Changed(id));
        }
    }

    private void look(DocumentId id, boolean regular) {
        if (tells(id)) {
            Glance glance = heads.look(id);
            sink.announced(new Announcement.Looked(id, glance.stamp(), glance.askedNanos(), regular));
        }
    }

    private synchronized boolean open() {
        return !closed;
    }

    private synchronized boolean tells(DocumentId id) {
        return !closed && connected && follows(id);
    }

    @GuardedBy("this")
    private boolean follows(DocumentId id) {
        return documents.contains(id) || namespaces.contains(id.namespace());
    }
}
