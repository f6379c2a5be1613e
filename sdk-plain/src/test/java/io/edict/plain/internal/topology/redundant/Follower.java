package io.edict.plain.internal.topology.redundant;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Reads what is announced of one document, and keeps the newest number. */
final class Follower implements StoreWatch.Sink, AutoCloseable {
    private final DocumentId id;
    private final ConfigStore store;
    private final StoreWatch watch;
    private final AtomicLong newest = new AtomicLong();
    private volatile long changedAt = System.nanoTime();
    private volatile long longestSilence;
    private volatile @Nullable Stamp known;

    Follower(ConfigStore store, DocumentId id) {
        this.store = store;
        this.id = id;
        this.watch = store.watch(this);
        watch.follow(id);
    }

    long newest() {
        return newest.get();
    }

    /** The longest time without a newer version, in milliseconds. */
    long longestSilenceMillis() {
        return longestSilence / 1_000_000;
    }

    void forgetSilence() {
        changedAt = System.nanoTime();
        longestSilence = 0;
    }

    @Override
    public void announced(Announcement announcement) {
        var unused = store.read(id, false).whenComplete((reading, failure) -> {
            if (reading != null) {
                known = reading.stamp();
            }
            if (reading instanceof Reading.Present present) {
                saw(present.version().info().version().number());
            }
        });
    }

    private synchronized void saw(long number) {
        if (number > newest.get()) {
            newest.set(number);
            long now = System.nanoTime();
            longestSilence = Math.max(longestSilence, now - changedAt);
            changedAt = now;
        }
    }

    @Override
    public void connection(ClusterStatus cluster) {}

    @Override
    public @Nullable Stamp known(DocumentId of) {
        return known;
    }

    @Override
    public void close() {
        watch.close();
    }
}
