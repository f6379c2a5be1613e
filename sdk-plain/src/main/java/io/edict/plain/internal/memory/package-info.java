/**
 * The store in memory, for tests and for programs that publish to themselves.
 *
 * <p>{@link io.edict.plain.internal.memory.MemoryDocuments} holds the documents; any number of
 * {@link io.edict.plain.internal.memory.MemoryStore}s are opened over it, one for each client, as clients share a cluster.
 * Everything that a store can do is there, with the same rules and errors; nothing outlives the process. Knows neither
 * ZooKeeper nor the client.
 */
@NullMarked
package io.edict.plain.internal.memory;

import org.jspecify.annotations.NullMarked;
