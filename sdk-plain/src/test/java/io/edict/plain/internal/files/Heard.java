package io.edict.plain.internal.files;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what a watch tells. */
final class Heard implements StoreWatch.Sink {
    final Set<DocumentId> changed = ConcurrentHashMap.newKeySet();
    final List<ClusterStatus.Connection> states = new CopyOnWriteArrayList<>();

    @Override
    public void announced(Announcement announcement) {
        if (announcement instanceof Announcement.Changed told) {
            changed.add(told.id());
        }
    }

    @Override
    public void connection(ClusterStatus cluster) {
        states.add(cluster.connection());
    }

    @Override
    public @Nullable Stamp known(DocumentId id) {
        return null;
    }
}
