package io.edict.plain.internal.topology.sharded;

import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import org.jspecify.annotations.Nullable;

/** Tells the stamps of one shard from those of another, and keeps what a shard of several clusters tells them apart by. */
final class Tags {
    private Tags() {}

    static Reading on(String shard, Reading reading) {
        return reading.of(tag(shard, reading.stamp()));
    }

    static Stamp on(String shard, Stamp stamp) {
        return stamp.of(tag(shard, stamp));
    }

    private static String tag(String shard, Stamp stamp) {
        return stamp.cluster().isEmpty() ? shard : shard + "/" + stamp.cluster();
    }

    /** A stamp as the shard knows it, or null if it is another shard's. */
    static @Nullable Stamp off(String shard, @Nullable Stamp stamp) {
        if (stamp == null || stamp.equals(Stamp.ABSENT)) {
            return stamp;
        }
        String tag = stamp.cluster();
        if (tag.equals(shard)) {
            return new Stamp(stamp.created(), stamp.modified(), stamp.at());
        }
        return tag.startsWith(shard + "/")
                ? new Stamp(stamp.created(), stamp.modified(), stamp.at(), tag.substring(shard.length() + 1))
                : null;
    }
}
