package io.edict.plain.internal.client;

import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.DocumentId;
import io.edict.FollowedNamespace;
import io.edict.ListenerOptions;
import io.edict.Pin;
import io.edict.Snapshot;
import io.edict.Subscription;
import io.edict.plain.internal.dispatch.ListenerQueue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What users see of a followed namespace: the views of its documents, from when they are followed. What is in force is read
 * from these views, so that a namespace shows nothing older than its documents do, and a transaction's documents together.
 */
final class NamespaceView implements FollowedNamespace {
    private final String name;
    private final Shared shared;
    private final Map<DocumentId, DocumentView> members = new ConcurrentHashMap<>();
    private final List<ListenerQueue<Snapshot, ConfigChange>> queues = new CopyOnWriteArrayList<>();

    NamespaceView(String name, Shared shared) {
        this.name = name;
        this.shared = shared;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<DocumentId, Snapshot> snapshots() {
        Pin now = shared.voice().views().board().pin();
        Map<DocumentId, Snapshot> snapshots = new TreeMap<>();
        members.forEach((id, view) -> {
            Snapshot snapshot = view.current(now);
            if (snapshot != null) {
                snapshots.put(id, snapshot);
            }
        });
        return Collections.unmodifiableMap(snapshots);
    }

    @Override
    public Optional<Snapshot> find(String document) {
        DocumentView view = members.get(new DocumentId(name, document));
        return view == null ? Optional.empty() : view.find();
    }

    @Override
    public Subscription subscribe(ListenerOptions options, ConfigListener<? super ConfigChange> listener) {
        List<Snapshot> seen =
                options.initialCall() ? List.of() : List.copyOf(snapshots().values());
        ListenerQueue<Snapshot, ConfigChange> queue = shared.voice().listeners().openDocuments(listener, options, seen);
        queues.add(queue);
        snapshots().values().forEach(queue::offer);
        return () -> {
            queues.remove(queue);
            shared.voice().listeners().close(queue);
        };
    }

    /** Any thread: a document of the namespace. */
    void add(DocumentView view) {
        members.put(view.id(), view);
    }

    /** On the sync loop: a version is in force. */
    void apply(DocumentView view) {
        Snapshot snapshot = view.snapshot();
        queues.forEach(queue -> queue.offer(snapshot));
    }
}
