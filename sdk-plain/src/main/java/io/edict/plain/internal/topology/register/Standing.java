package io.edict.plain.internal.topology.register;

import org.jspecify.annotations.Nullable;

/**
 * What the promises of a quorum tell of a document.
 *
 * @param edition the edition accepted under the highest ballot: if any is chosen, then this one or what it follows
 * @param chosen whether it is known to be chosen; true if there is nothing
 * @param base the chosen edition that it follows, if it is not known to be chosen itself
 * @param outrun whether some head is newer than all of this, so that another proposer has gone by
 */
record Standing(
        @Nullable Edition edition, boolean chosen, @Nullable Edition base, boolean outrun) {}
