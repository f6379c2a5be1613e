package io.edict.plain.internal.client;

import io.edict.DocumentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/** The layered views of a client, by the documents that take part in them. Any thread. */
final class LayeredViews {
    private final Set<PlainLayeredView> all = new CopyOnWriteArraySet<>();
    private final Map<DocumentId, Set<PlainLayeredView>> byDocument = new ConcurrentHashMap<>();

    void add(PlainLayeredView view) {
        all.add(view);
        view.documents()
                .forEach(id -> byDocument
                        .computeIfAbsent(id, fresh -> new CopyOnWriteArraySet<>())
                        .add(view));
    }

    void remove(PlainLayeredView view) {
        all.remove(view);
        view.documents()
                .forEach(id -> byDocument.computeIfPresent(id, (key, views) -> {
                    views.remove(view);
                    return views.isEmpty() ? null : views;
                }));
    }

    /** The views that a document takes part in. */
    Set<PlainLayeredView> of(DocumentId id) {
        return byDocument.getOrDefault(id, Set.of());
    }

    /** Whether a document may refer to values of others, because a view combines it with them. */
    boolean combines(DocumentId id) {
        return of(id).stream().anyMatch(view -> !view.layers().alone());
    }

    Collection<PlainLayeredView> all() {
        return List.copyOf(all);
    }
}
