/**
 * Several clusters as one store that outlives the loss of a minority of them, reads and writes, with no operator.
 *
 * <p>The protocol is {@link io.edict.plain.internal.topology.register}: one register per document over all clusters. Here it
 * is carried out. A {@link io.edict.plain.internal.topology.redundant.RegisterCluster} is a cluster as the protocol sees it;
 * the one on ZooKeeper lives with everything else that knows ZooKeeper.
 *
 * <h2>What stands in a cluster</h2>
 *
 * <ul>
 *   <li>{@code /edict/members}: who this cluster is, and who votes. Checked, with {@code /edict/cluster}, in every write.
 *   <li>{@code /edict/registers/<namespace>/<name>}: promises, what was accepted, and what is known of other clusters: one line
 *       of JSON with a checksum. {@code accepted} below it is the version that was accepted, laid down as a head is.
 *   <li>Heads, history and chunks as everywhere. Register, head and history are written in one transaction.
 * </ul>
 *
 * <h2>How a publish goes</h2>
 *
 * <p>The first publish of a document by a process, or the first after five seconds, takes three round trips to a majority:
 * promise, accept, install; each one after it takes two, as long as nobody else publishes the document. All clusters are asked at once, and the slower minority
 * is not waited for. Content is in place before or with what refers to it. A publish is acknowledged when a majority has it as
 * its head.
 *
 * <p>Each document has a register of its own, so several documents are not published as one: that is refused before anything
 * is written.
 *
 * <h2>How it is read</h2>
 *
 * <p>Readers and watches see heads only, from the nearest cluster that is well. What asks for the latest takes the newest head
 * of a majority, so it sees every acknowledged publish. That something does not exist is told by a majority only.
 *
 * <h2>What goes wrong, and who sets it right</h2>
 *
 * <ul>
 *   <li><b>A cluster is away or hangs.</b> The others are a majority. What it missed is installed by the next publish, by the
 *       process that owed it to it ({@link io.edict.plain.internal.topology.redundant.Debts}), or by a sweep.
 *   <li><b>A majority is away.</b> Publishes are refused, with the clusters named, before anything is written; reads go on.
 *   <li><b>A publisher dies half-way.</b> Whoever publishes the document next finishes its publish, or a sweep of the {@link
 *       io.edict.plain.internal.topology.redundant.Janitor}.
 *   <li><b>A head shows what nobody has chosen</b>, or its content is damaged: it is outvoted, set aside below {@code
 *       /edict/conflicts}, replaced, counted.
 *   <li><b>A cluster was restored from a backup</b>: the others remember that it has forgotten, and it does not vote until it is
 *       let in again as another member. One that was emptied has no part in the store until then.
 * </ul>
 *
 * <h2>Beyond what the model asks for</h2>
 *
 * <p>A ballot is not carried on at a cluster whose connection has ended since it was begun: the cluster may have been restored
 * in between, and have forgotten what it promised to others. The proposer begins anew there, as after a start of its process.
 *
 * <p>The proof that a cluster has forgotten, or that its head diverges, is never taken from a server that lags: it is
 * confirmed by a transaction that checks what was read.
 *
 * <h2>How clusters become one store</h2>
 *
 * <p>The first publish forms the store, for which all clusters are needed once: documents that stand in some are taken over into
 * all, with their numbers. See {@link io.edict.plain.internal.topology.redundant.Formation}.
 *
 * <h2>Threads</h2>
 *
 * <p>Each document's proposer lives in a mailbox on the worker ({@link
 * io.edict.plain.internal.topology.redundant.DocumentProposer}); clusters answer on their own threads, which only post; the timer
 * wakes. Callers of {@code publish} wait for their outcome, and for nothing else.
 */
@NullMarked
package io.edict.plain.internal.topology.redundant;

import org.jspecify.annotations.NullMarked;
