package io.edict.plain.internal.client;

import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.DocumentId;
import io.edict.FollowedNamespace;
import io.edict.ListenerOptions;
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

/** What users see of a followed namespace. The sync thread puts versions in force; any thread reads. */
final class NamespaceView implements FollowedNamespace {
    private final String name;
    private final Shared shared;
    private final Map<DocumentId, Snapshot> current = new ConcurrentHashMap<>();
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
        return Collections.unmodifiableMap(new TreeMap<>(current));
    }

    @Override
    public Optional<Snapshot> find(String document) {
        return Optional.ofNullable(current.get(new DocumentId(name, document)));
    }

    @Override
    public Subscription subscribe(ListenerOptions options, ConfigListener<? super ConfigChange> listener) {
        List<Snapshot> seen = options.initialCall() ? List.of() : List.copyOf(current.values());
        ListenerQueue<Snapshot, ConfigChange> queue = shared.voice().listeners().openDocuments(listener, options, seen);
        queues.add(queue);
        shared.loop().post(() -> current.values().forEach(queue::offer));
        return () -> {
            queues.remove(queue);
            shared.voice().listeners().close(queue);
        };
    }

    /** Any thread: adds what is in force already; a newer version stays. */
    void add(Snapshot snapshot) {
        current.merge(snapshot.id(), snapshot, NamespaceView::newer);
    }

    private static Snapshot newer(Snapshot a, Snapshot b) {
        return b.version().isNewerThan(a.version()) ? b : a;
    }

    /** On the sync thread: a version is in force. */
    void apply(Snapshot snapshot) {
        current.put(snapshot.id(), snapshot);
        queues.forEach(queue -> queue.offer(snapshot));
    }
}
