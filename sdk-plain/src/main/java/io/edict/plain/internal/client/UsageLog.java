package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.KeyChange;
import io.edict.LayeredSnapshot;
import io.edict.Snapshot;
import io.edict.Usage;
import io.edict.plain.internal.content.KeyDiff;
import io.edict.plain.internal.layers.MergedSnapshot;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Takes note of which values are read: looked up by path, or bound. What is read through {@code config()} goes unseen. Any
 * thread; a path that was noted before costs one look-up in a hash table.
 */
final class UsageLog implements UsageRecord {
    private final Map<DocumentId, Set<String>> read = new ConcurrentHashMap<>();

    @Override
    public Snapshot recorded(Snapshot snapshot) {
        Set<String> paths = paths(snapshot.id());
        return new RecordedSnapshot(snapshot, paths::add);
    }

    @Override
    public LayeredSnapshot recorded(MergedSnapshot merged) {
        List<Set<String>> each = merged.documents().stream()
                .map(document -> paths(document.id()))
                .toList();
        return new RecordedLayers(merged, path -> each.forEach(paths -> paths.add(path)));
    }

    @Override
    public void read(DocumentId id, Set<String> paths) {
        paths(id).addAll(paths);
    }

    private Set<String> paths(DocumentId id) {
        return read.computeIfAbsent(id, fresh -> ConcurrentHashMap.newKeySet());
    }

    @Override
    public Optional<Usage> now(Supplier<Collection<Snapshot>> inForce) {
        Map<DocumentId, Set<String>> all = new TreeMap<>();
        read.forEach((id, paths) -> all.put(id, Collections.unmodifiableSet(new TreeSet<>(paths))));
        Map<DocumentId, Set<String>> unread = new TreeMap<>();
        inForce.get()
                .forEach(snapshot ->
                        unread.put(snapshot.id(), unread(snapshot, all.getOrDefault(snapshot.id(), Set.of()))));
        return Optional.of(new Usage(all, unread));
    }

    private static Set<String> unread(Snapshot snapshot, Set<String> paths) {
        Set<String> unread = new TreeSet<>();
        for (KeyChange key : KeyDiff.between(null, snapshot)) {
            if (paths.stream().noneMatch(path -> key.isAtOrBelow(path))) {
                unread.add(key.path());
            }
        }
        return Collections.unmodifiableSet(unread);
    }
}
