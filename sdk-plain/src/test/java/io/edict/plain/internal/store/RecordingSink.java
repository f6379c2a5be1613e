package io.edict.plain.internal.store;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what a watch tells; knows of a reading only where it is told to. */
final class RecordingSink implements StoreWatch.Sink {
    private final List<Announcement> announcements = new CopyOnWriteArrayList<>();
    private final List<ClusterStatus> connections = new CopyOnWriteArrayList<>();
    private final Map<DocumentId, Stamp> known = new ConcurrentHashMap<>();

    @Override
    public void announced(Announcement announcement) {
        announcements.add(announcement);
    }

    @Override
    public void connection(ClusterStatus cluster) {
        connections.add(cluster);
    }

    @Override
    public @Nullable Stamp known(DocumentId id) {
        return known.get(id);
    }

    void know(DocumentId id, Stamp stamp) {
        known.put(id, stamp);
    }

    void clear() {
        announcements.clear();
    }

    /** Whether the last that was heard of the connection is that there is one. */
    boolean connectedLast() {
        List<ClusterStatus> heard = List.copyOf(connections);
        return !heard.isEmpty() && heard.get(heard.size() - 1).connection() == ClusterStatus.Connection.CONNECTED;
    }

    boolean changed(DocumentId id) {
        return announcements.contains(new Announcement.Changed(id));
    }

    /** Whether a change was announced, with what it brought or without. */
    boolean told(DocumentId id) {
        return changed(id)
                || announcements.stream()
                        .anyMatch(told -> told instanceof Announcement.Carried
                                && told.id().equals(id));
    }

    /** Whether a regular check reported this stamp. */
    boolean lookedRegularly(DocumentId id, Stamp stamp) {
        return announcements.stream()
                .anyMatch(told -> told instanceof Announcement.Looked looked
                        && looked.id().equals(id)
                        && looked.regular()
                        && looked.stamp().equals(stamp));
    }
}
