package io.edict.plain.internal.client;

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

/** What users see of a followed namespace. The sync thread alone puts versions in; any thread reads. */
final class NamespaceView implements FollowedNamespace {
    private final String name;
    private final Shared shared;
    private final Map<DocumentId, Snapshot> current = new ConcurrentHashMap<>();
    private final List<ListenerQueue> queues = new CopyOnWriteArrayList<>();

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
    public Subscription subscribe(ListenerOptions options, ConfigListener listener) {
        List<Snapshot> seen = options.initialCall() ? List.of() : List.copyOf(current.values());
        ListenerQueue queue = shared.voice().listeners().open(listener, options, seen);
        queues.add(queue);
        shared.loop().post(() -> current.values().forEach(queue::offer));
        return () -> {
            queues.remove(queue);
            shared.voice().listeners().close(queue);
        };
    }

    /** On the sync thread. */
    void apply(Snapshot snapshot) {
        current.put(snapshot.id(), snapshot);
        queues.forEach(queue -> queue.offer(snapshot));
    }
}
