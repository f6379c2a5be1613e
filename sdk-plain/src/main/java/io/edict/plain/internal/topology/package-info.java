/**
 * Several clusters as one store. Knows nothing of ZooKeeper: a cluster is a {@link
 * io.edict.plain.internal.store.MemberStore}, and what is made of several is a {@link
 * io.edict.plain.internal.store.ConfigStore} again.
 *
 * <ul>
 *   <li>{@link io.edict.plain.internal.topology.Nearest} serves reads and watches from one healthy cluster at a time, and
 *       moves on when it fails. Every mode stands on it.
 *   <li>{@link io.edict.plain.internal.topology.Choice} decides which one; it is pure.
 * </ul>
 */
@NullMarked
package io.edict.plain.internal.topology;

import org.jspecify.annotations.NullMarked;
