/**
 * Calls the application's code: listeners, and code that the client needs an answer from. No call can keep another
 * waiting for good.
 *
 * <p><b>What there is.</b> A {@link io.edict.plain.internal.dispatch.ListenerQueue} for each subscribed listener and an
 * {@link io.edict.plain.internal.dispatch.EventQueue} for each listener to client events, all of one client on one
 * {@link io.edict.plain.internal.dispatch.ListenerPool}. What happens to listeners goes to a
 * {@link io.edict.plain.internal.dispatch.Reporter}.
 *
 * <p><b>One kind of queue.</b> Documents, namespaces, layered views and live values differ in a
 * {@link io.edict.plain.internal.dispatch.Changes}: what is merged with what, what is newer, what there is to tell. A
 * document has its version; a view or a live value is offered as a {@link io.edict.plain.internal.dispatch.Stamped}
 * state, with a number that grows with each commit of the client. What there is to tell is computed on the listener's
 * thread against what this listener saw last. If that is nothing (no key at or below the listener's paths, no effective
 * key of a view, an equal value) there is no call, and the new state counts as seen all the same. A live value whose
 * {@code equals} throws is told, and reported as {@code incomparable}.
 *
 * <p><b>Code that must answer</b> (gates, converters, constructors, validations, mapping functions) runs in
 * {@link io.edict.plain.internal.dispatch.UserCode}, on a pool of its own, and ends in exactly one
 * {@link io.edict.plain.internal.dispatch.Outcome}: done, threw, or timed out.
 *
 * <p><b>Threads.</b> The client's sync loop only puts things into queues: it never runs listeners, and never calls an
 * application's executor either, because such an executor may block or run the task where it stands. Both happen on a
 * thread of the pool. The client's timer calls {@code tend} on the queues, the pools' checks for stuck threads and the end
 * of {@code UserCode}'s time limits; none of these blocks.
 *
 * <p><b>Locks.</b> A queue has one lock for what waits in it and, in its {@code SerialTurns}, one for whose turn it
 * is; each pool has one, and each run of {@code UserCode}. Each is held for a few instructions, none while another is taken, and none while user code, an
 * executor or the reporter is called.
 *
 * <p><b>Closing a client</b> takes these steps, in this order: close {@code UserCode}, while the timer and the sync
 * loop can still take what it has to say; close the queues, so that no call begins any more, on the application's
 * executors neither; close the pool with a bound, which waits for the calls on its threads; wait with {@code awaitEnd}
 * for the calls on the application's executors.
 */
@NullMarked
package io.edict.plain.internal.dispatch;

import org.jspecify.annotations.NullMarked;
