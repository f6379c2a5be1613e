package io.edict.plain;

import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.MemberStore;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.primary.PrimaryStandbyStore;
import io.edict.plain.internal.topology.redundant.RedundantStore;
import io.edict.plain.internal.topology.sharded.ShardedStore;
import java.util.List;

/**
 * What an operator sees of a store: the store itself, or one of its shards.
 *
 * @param name what the shard is called, or empty
 * @param store the store
 */
record StorePart(String name, ConfigStore store) {
    /** A store's shards, or the store itself. */
    static List<StorePart> of(ConfigStore store) {
        return store instanceof ShardedStore sharded
                ? sharded.shards().stream()
                        .map(shard -> new StorePart(shard.name(), shard.store()))
                        .toList()
                : List.of(new StorePart("", store));
    }

    /** Whether it is on several clusters. */
    boolean isOnSeveral() {
        return store instanceof RedundantStore || store instanceof PrimaryStandbyStore;
    }

    /** Its clusters with documents that can be reached; one alone in any case. */
    List<Member> well() {
        if (store instanceof RedundantStore several) {
            return several.nearest().well();
        } else if (store instanceof PrimaryStandbyStore several) {
            return several.nearest().well();
        }
        return List.of(new Member(name, (MemberStore) store));
    }

    /** Whether a cluster is one of its own. */
    boolean has(String cluster) {
        return store.status().stream().anyMatch(each -> each.name().equals(cluster));
    }
}
