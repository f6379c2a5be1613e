/**
 * One document as a register over several ZooKeeper clusters: the pure core of the redundant topology, without threads, clock
 * or I/O.
 *
 * <h2>The algorithm</h2>
 *
 * <p>CASPaxos (Rystsov, 2018): Paxos for one register that is changed by functions, with no log and no leader. Each cluster is
 * an acceptor. A cluster cannot run our code, but one compare-and-set on a node suffices, as in Disk Paxos (Gafni and Lamport,
 * 2003) and in Rystsov's gryadka: the process that asks reads the {@link io.edict.plain.internal.topology.register.Register},
 * computes the next one, and writes it on condition that nothing has changed. To ZooKeeper's own majority of servers this is
 * one linearizable step, so a cluster as a whole is an acceptor that does not forget.
 *
 * <p>A {@link io.edict.plain.internal.topology.register.Proposer} asks all members to promise its ballot. With a quorum's
 * promises it knows what was accepted under the highest ballot, and proposes that again or, if that is chosen, what follows
 * it. What a quorum accepts under one ballot is chosen, for ever: whoever is promised a higher ballot by a quorum meets one
 * member at least that shows it.
 *
 * <h2>What is added to it</h2>
 *
 * <ul>
 *   <li><b>Nothing is built on what may not last.</b> An edition that is not known to be chosen is first accepted once more, then
 *       followed. So a conflict, like everything else that a caller is told, comes from a chosen edition; and each acceptance
 *       brings the chosen edition that it follows, and installs it in the same step. So when version N+1 is chosen, N is in the history
 *       of a quorum.
 *   <li><b>One round trip.</b> An acceptance promises the same proposer's next ballot. What it was told last may be out of date
 *       then, so a proposer that wants to say "no" from memory has its memory accepted again first.
 *   <li><b>Refusals are final.</b> A publish once proposed may stand on a minority, and a later proposer may find and finish it.
 *       Nobody is told that it was not made before something is written above it.
 *   <li><b>Unknown outcomes</b> are resolved by publish id: an edition remembers which publishes made the last versions, and chosen
 *       editions form one chain. Within its reach a publish makes one version, however often it is tried.
 *   <li><b>Followers see heads only</b>, and a head moves only to what is chosen and newer. Where an edition was chosen and its proposer
 *       died, the next one to look installs it: that is all a janitor does.
 *   <li><b>Nothing is removed.</b> A deletion is an edition; registers stay. Removing one would forget what it promised.
 * </ul>
 *
 * <h2>Amnesia</h2>
 *
 * <p>A cluster restored from a backup has forgotten what it promised and accepted, and its own notes are as old as it is. So
 * clusters keep {@link io.edict.plain.internal.topology.register.Marks} of each other, which come with each acceptance and each
 * installation: the highest ballot that each is known to have accepted. A member that has accepted less than a mark says is told from the
 * others with certainty, and is not counted; no healthy one ever is. A register promises no ballot below its marks, since
 * that might be won with the help of one that has forgotten. Marks and editions may be lost only together with a second fault:
 *
 * <ul>
 *   <li>It is assumed that the backup is older than what <em>all</em> other clusters remember of its cluster for the document:
 *       with three clusters and one of them away since, nobody can tell one that forgot from one that never knew.
 *   <li>No request outlives the connection it was sent on. A lost one is not sent again; the next has a higher ballot.
 * </ul>
 *
 * <p>The cluster comes back as another {@link io.edict.plain.internal.topology.register.Member}, by a change of members: joint
 * quorums, a rescan, then the new set ({@link io.edict.plain.internal.topology.register.Membership} says why that is right).
 *
 * <h2>Namespaces that are given up</h2>
 *
 * <p>A redundant store may be one of several shards. Each cluster says what it allows in a namespace, and checks it where it accepts
 * what nobody has accepted yet ({@link io.edict.plain.internal.topology.register.Right}). Once <em>every</em> cluster allows nothing
 * new, and a look has had what is current accepted anew by a quorum after that, what is current stays so for ever: what was
 * accepted before by a minority has a lower ballot than that, and is never adopted again. A publish that meets a cluster which
 * does not allow it is concluded as one that what is current does not allow: by something written above it.
 *
 * <h2>Where it is proved</h2>
 *
 * <p>Every decision that safety rests upon is a method of {@link io.edict.plain.internal.topology.register.Rules} or a branch of {@code
 * Register.on}. The tests drive clusters and proposers through schedules with lost, late and repeated messages, crashes, a
 * restored cluster and changing members; they judge what callers saw for linearizability, and what stands in the clusters by what
 * must never be; and they plant errors in these decisions, one by one, each of which is found.
 */
@NullMarked
package io.edict.plain.internal.topology.register;

import org.jspecify.annotations.NullMarked;
