package io.edict.plain;

import io.edict.error.InvalidRequestException;
import java.util.HashMap;
import java.util.Map;

/** That the shards of a store are stores of their own. */
final class ShardChecks {
    private ShardChecks() {}

    /**
     * No cluster is in two shards, and none is called as another one.
     *
     * @throws InvalidRequestException if it is not so
     */
    static void distinct(Map<String, Topology.Shard> shards) {
        Map<String, String> places = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        shards.forEach((name, shard) -> shard.clusters(name).forEach((cluster, at) -> {
            String other = places.putIfAbsent(at.servers(), name);
            if (other != null) {
                throw new InvalidRequestException("shards." + name + " has the same servers as shards." + other
                        + "; each cluster of a shard must be one, or at least a path, of its own");
            }
            String taken = names.putIfAbsent(cluster, name);
            if (taken != null) {
                throw new InvalidRequestException("shards." + name + " and shards." + taken + " both have a cluster "
                        + cluster + "; name each cluster differently");
            }
        }));
    }
}
