/**
 * The store on one ZooKeeper cluster. The only package beside the embedded server that knows ZooKeeper and Curator.
 *
 * <p><b>Bells.</b> A publish creates, in the transaction that moves a head, a node whose name is the version: a bell.
 *
 * <ul>
 *   <li>{@code Planner} and {@code Ringing} put it into the transaction, after a check of the head and before the head moves.
 *       {@code Footing} makes its directory beforehand when it is the first in there. Where that may not be, the plan is
 *       sent without bells: a publish never fails for one.
 *   <li>{@code BellWatch} hears it on ZooKeeper's event thread, and announces it together with the means to unpack it, which
 *       runs on the worker; the state machine of the document asks for that in place of a read, so that there is still
 *       one answer in flight at a time, in order.
 *   <li>{@code HeadWatch} ignores the event of a head that has the transaction number of a bell that was heard, and then
 *       lets the watch on that head go. Everything else that touches a head is read.
 *   <li>{@code BellPruner} removes directories that nobody listens to any more.
 * </ul>
 *
 * <p><b>Many documents.</b> {@code SharedReads} reads heads that are asked for together in requests of several, and {@code Crowds} covers
 * documents of one namespace by one watch. Neither weakens what a single watch and read give: the watch, whichever it is, is sent before
 * the read, and is there until another one is.
 *
 * <p>What can fail: a bell is lost, or lies. A lost one is found by the next bell, which does not follow on the known version,
 * or by the regular look. One that lies must name the next number, this store and this incarnation and hold a whole version
 * to be believed, and whoever can make such a node may publish anyway. Versions only ever move forward, whatever rings.
 */
@NullMarked
package io.edict.plain.internal.zookeeper;

import org.jspecify.annotations.NullMarked;
