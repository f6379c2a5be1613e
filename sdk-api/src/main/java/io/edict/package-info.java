/**
 * The front door of Edict: what an application reads ({@link io.edict.Snapshot}), how it hears of changes
 * ({@link io.edict.FollowedDocument}, {@link io.edict.ConfigListener}), and how an operator publishes
 * ({@link io.edict.ConfigPublisher}).
 *
 * <p>A client is built by {@code io.edict.plain.Edict} in the module {@code edict-sdk-plain}.
 */
@NullMarked
package io.edict;

import org.jspecify.annotations.NullMarked;
