package io.edict.plain.internal.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.Layers;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.sync.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All documents and namespaces that a client follows, and the one who hears what the store announces of them.
 *
 * <p>A document is followed as long as somebody holds it: the application, a layered view, the cache of documents on
 * demand; or its namespace is followed. The maps may be read by any thread. Who holds what is guarded by the lock, under
 * which the store's watch is told as well, in the same order. Documents are told of events on the sync loop, which also
 * owns {@link #connected}.
 */
final class Documents implements StoreWatch.Sink, DocumentSync.Upkeep {
    /** The application itself, as the holder of what it follows. */
    static final Object APPLICATION = "the application";

    private final Shared shared;
    private final StoreWatch watch;
    private final Commits commits;
    private final Map<DocumentId, DocumentSync> documents = new ConcurrentHashMap<>();
    private final Map<String, NamespaceView> namespaces = new ConcurrentHashMap<>();

    @GuardedBy("this")
    private final Map<DocumentId, Set<Object>> holders = new HashMap<>();

    private boolean connected;
    private volatile @Nullable DocumentCache cache;

    Documents(Shared shared, LayeredViews layered) {
        this.shared = shared;
        this.commits = new Commits(shared, layered);
        this.watch = shared.store().watch(this);
    }

    /** Follows a document by itself, on behalf of somebody. */
    synchronized DocumentView follow(DocumentId id, Object holder) {
        DocumentView view = expect(id);
        if (holders.computeIfAbsent(id, fresh -> new HashSet<>()).add(holder)) {
            shared.loop().post(() -> watch.follow(id));
        }
        return view;
    }

    /** A document that the watch on its namespace will announce, so that it needs none of its own. */
    synchronized DocumentView expect(DocumentId id) {
        DocumentSync sync = documents.get(id);
        return (sync == null ? add(id) : sync).view();
    }

    synchronized NamespaceView followNamespace(String name) {
        NamespaceView view = namespaces.computeIfAbsent(name, fresh -> new NamespaceView(fresh, shared));
        // Documents that are followed by themselves already are part of the namespace at once.
        documents.values().stream()
                .map(DocumentSync::view)
                .filter(document -> document.id().namespace().equals(name))
                .forEach(view::add);
        shared.loop().post(() -> watch.followNamespace(name));
        return view;
    }

    /** Somebody lets go of a document. If nobody else holds it, it is forgotten before this returns. */
    synchronized void unfollow(DocumentId id, Object holder) {
        Set<Object> left = holders.get(id);
        if (left == null || !left.remove(holder) || !left.isEmpty()) {
            return;
        }
        holders.remove(id);
        boolean inNamespace = namespaces.containsKey(id.namespace());
        DocumentSync sync = inNamespace ? null : documents.remove(id);
        shared.loop().post(() -> {
            watch.unfollow(id);
            if (sync != null) {
                sync.end();
                commits.unfollowed(id);
            }
        });
    }

    @Nullable
    DocumentView find(DocumentId id) {
        DocumentSync sync = documents.get(id);
        return sync == null ? null : sync.view();
    }

    /** The documents that somebody follows, beside those read on demand. */
    synchronized Collection<DocumentView> views() {
        List<DocumentView> views = new ArrayList<>();
        for (DocumentSync sync : documents.values()) {
            if (!isOnDemandOnly(sync.view().id())) {
                views.add(sync.view());
            }
        }
        return views;
    }

    @GuardedBy("this")
    private boolean isOnDemandOnly(DocumentId id) {
        Set<Object> all = holders.getOrDefault(id, Set.of());
        return !namespaces.containsKey(id.namespace())
                && !all.isEmpty()
                && all.stream().allMatch(DocumentCache.Hold.class::isInstance);
    }

    /** Tells a cache what becomes of documents, on the sync loop. */
    void onChange(DocumentCache told) {
        cache = told;
    }

    /** Makes a view that is not yet part of anything. */
    PlainLayeredView layered(Layers layers, LocalParts local) {
        return new PlainLayeredView(layers, shared, this::find, local);
    }

    /**
     * Reads again what may have been refused because of other layers, or for the want of them. By way of the worker, so
     * that what is being read there now, by the layers of before, is refused first.
     */
    void reconsider(DocumentId id) {
        shared.loop().worker().execute(() -> shared.loop().post(() -> commits.reconsider(id)));
    }

    /** Reads again whatever was refused. */
    void reconsiderRefused() {
        documents.keySet().forEach(this::reconsider);
    }

    void close() {
        watch.close();
    }

    /** Nothing comes any more, so nobody is to wait for it. */
    void endWaiting() {
        documents.values().forEach(sync -> sync.view().end());
    }

    @Override
    public void announced(Announcement announcement) {
        shared.loop().post(() -> tell(announcement));
    }

    @Override
    public void connection(ClusterStatus cluster) {
        shared.loop().post(() -> {
            boolean now = cluster.connection() == ClusterStatus.Connection.CONNECTED;
            if (now || connected) {
                connected = now;
                Event event = now ? new Event.Connected() : new Event.Disconnected();
                documents.values().forEach(sync -> sync.tell(event));
            }
            shared.voice().events().publish(new ClientEvent.ConnectionChanged(cluster));
        });
    }

    @Override
    public void happened(ClientEvent event) {
        shared.loop().post(() -> shared.voice().events().publish(event));
    }

    @Override
    public @Nullable Stamp known(DocumentId id) {
        DocumentSync sync = documents.get(id);
        return sync == null ? null : sync.seen();
    }

    private void tell(Announcement announcement) {
        DocumentId id = announcement.id();
        DocumentSync sync = documents.get(id);
        if (sync == null && namespaces.containsKey(id.namespace())) {
            sync = add(id);
        }
        if (sync != null) {
            sync.tell(new Event.Announced(announcement));
        }
    }

    private DocumentSync add(DocumentId id) {
        DocumentSync fresh = new DocumentSync(id, shared, this);
        DocumentSync known = documents.putIfAbsent(id, fresh);
        if (known != null) {
            fresh.view().close();
            return known;
        }
        NamespaceView namespace = namespaces.get(id.namespace());
        if (namespace != null) {
            namespace.add(fresh.view());
        }
        fresh.begin();
        return fresh;
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public void absent(DocumentId id) {
        DocumentCache told = cache;
        if (told != null) {
            told.absent(id);
        }
    }

    @Override
    public Commits commits() {
        return commits;
    }

    @Override
    public void rearm(DocumentId id) {
        watch.rearm(id);
    }

    @Override
    public void applied(DocumentView document) {
        NamespaceView view = namespaces.get(document.id().namespace());
        if (view != null) {
            view.apply(document);
        }
        DocumentCache told = cache;
        if (told != null) {
            told.resized(document);
        }
    }
}
