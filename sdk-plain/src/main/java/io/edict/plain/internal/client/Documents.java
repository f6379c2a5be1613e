package io.edict.plain.internal.client;

import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.Snapshot;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.sync.Event;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All documents and namespaces that a client follows, and the one who hears what the store announces of them.
 *
 * <p>The maps may be read by any thread. Documents are added by any thread and told of events on the sync thread, which
 * also owns {@link #connected}.
 */
final class Documents implements StoreWatch.Sink, DocumentSync.Upkeep {
    private final Shared shared;
    private final StoreWatch watch;
    private final Map<DocumentId, DocumentSync> documents = new ConcurrentHashMap<>();
    private final Map<String, NamespaceView> namespaces = new ConcurrentHashMap<>();
    private boolean connected;

    Documents(Shared shared) {
        this.shared = shared;
        this.watch = shared.store().watch(this);
    }

    /** Follows a document by itself. */
    DocumentView follow(DocumentId id) {
        DocumentView view = expect(id);
        shared.loop().post(() -> watch.follow(id));
        return view;
    }

    /** A document that the watch on its namespace will announce, so that it needs none of its own. */
    DocumentView expect(DocumentId id) {
        DocumentSync sync = documents.get(id);
        return (sync == null ? add(id) : sync).view();
    }

    NamespaceView followNamespace(String name) {
        NamespaceView view = namespaces.computeIfAbsent(name, fresh -> new NamespaceView(fresh, shared));
        addCurrent(view);
        shared.loop().post(() -> {
            addCurrent(view);
            watch.followNamespace(name);
        });
        return view;
    }

    /** Documents that are followed by themselves already are part of the namespace at once. */
    private void addCurrent(NamespaceView view) {
        documents.values().stream()
                .map(sync -> sync.view().current())
                .filter(Objects::nonNull)
                .filter(current -> current.id().namespace().equals(view.name()))
                .forEach(view::add);
    }

    /** Forgets the document before it returns, so that following it again begins anew. */
    void unfollow(DocumentId id) {
        boolean inNamespace = namespaces.containsKey(id.namespace());
        DocumentSync sync = inNamespace ? null : documents.remove(id);
        shared.loop().post(() -> {
            watch.unfollow(id);
            if (sync != null) {
                sync.end();
            }
        });
    }

    @Nullable
    DocumentView find(DocumentId id) {
        DocumentSync sync = documents.get(id);
        return sync == null ? null : sync.view();
    }

    Collection<DocumentView> views() {
        return documents.values().stream().map(DocumentSync::view).toList();
    }

    void close() {
        watch.close();
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
            return known;
        }
        fresh.begin();
        return fresh;
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public void rearm(DocumentId id) {
        watch.rearm(id);
    }

    @Override
    public void applied(Snapshot snapshot) {
        NamespaceView view = namespaces.get(snapshot.id().namespace());
        if (view != null) {
            view.apply(snapshot);
        }
    }
}
