package io.edict.plain.internal.topology.sharded;

import io.edict.plain.internal.store.ShardStore;

/**
 * One of the stores that hold some namespaces each.
 *
 * @param name what it is called, in the settings and in the map
 * @param weight its share in relation to the others', in the first map of a new store; after that the map says
 * @param store its store
 */
public record Shard(String name, double weight, ShardStore store) {}
