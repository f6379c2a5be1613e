/**
 * Namespaces spread over several stores, the shards, of which each may be one cluster or several.
 *
 * <ul>
 *   <li>{@link io.edict.plain.internal.topology.sharded.Rendezvous} says which shard shall have a namespace, and {@link
 *       io.edict.plain.internal.topology.sharded.ShardMap} which one has it while things move. Both are pure.
 *   <li>The map is a document of its own. It is published in one shard, the anchor, and brought from there to all others by
 *       {@code install}, so that its versions form one line and each copy only moves forward.
 *   <li>{@link io.edict.plain.internal.topology.sharded.ShardedStore} serves reads, publishes and watches by the newest map
 *       that a shard has shown.
 *   <li>{@link io.edict.plain.internal.topology.sharded.Mover} changes the map, and moves namespaces.
 * </ul>
 *
 * <p>That nothing is lost does not depend on who knows which map. A namespace has a {@link
 * io.edict.plain.internal.store.Fence} in each shard that was part of a move, checked in the transaction of every write; at
 * most one shard takes its publishes at a time. A namespace that does not exist yet is admitted by a shard only if the shard
 * holds the very map by which it is published; so once every shard holds a map, no namespace comes to be by an older one.
 *
 * <p>A shard on several clusters has fences and map in each of them before the mover goes on ({@link
 * io.edict.plain.internal.store.ShardStore#secure}), so that neither a standby that is promoted nor a majority without the one
 * that remembers takes what was given up.
 */
@NullMarked
package io.edict.plain.internal.topology.sharded;

import org.jspecify.annotations.NullMarked;
