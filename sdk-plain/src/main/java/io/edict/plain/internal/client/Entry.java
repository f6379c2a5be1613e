package io.edict.plain.internal.client;

import io.edict.plain.internal.sync.Batch.Candidate;

/**
 * A version in a batch, and the document's follower at the time when the batch began.
 *
 * @param candidate the version
 * @param sync the follower
 */
record Entry(Candidate candidate, DocumentSync sync) {}
