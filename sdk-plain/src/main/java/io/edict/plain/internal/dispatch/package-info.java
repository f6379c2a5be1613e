/**
 * Calls listeners: a queue for each, threads that a blocked one cannot use up.
 *
 * <p><b>What there is.</b> A {@link io.edict.plain.internal.dispatch.ListenerQueue} for each subscribed listener and an
 * {@link io.edict.plain.internal.dispatch.EventQueue} for each listener to client events, all of one client on one
 * {@link io.edict.plain.internal.dispatch.ListenerPool}. What happens to listeners goes to a
 * {@link io.edict.plain.internal.dispatch.Reporter}.
 *
 * <p><b>Threads.</b> The client's sync thread only puts things into queues: it never runs listeners, and never calls an
 * application's executor either, because such an executor may block or run the task where it stands. Both happen on a
 * thread of the pool. The client's timer calls {@code tend} on the queues and the pool's stall check; neither blocks.
 *
 * <p><b>Locks.</b> A queue has one lock for what waits in it and, in its {@code SerialTurns}, one for whose turn it
 * is; the pool has one. Each is held for a few instructions, none while another is taken, and none while user code, an
 * executor or the reporter is called.
 *
 * <p><b>Closing a client</b> takes three steps, in this order: close the queues, so that no call begins any more, on
 * the application's executors neither; close the pool with a bound, which waits for the calls on its threads; wait
 * with {@code awaitEnd} for the calls on the application's executors.
 */
@NullMarked
package io.edict.plain.internal.dispatch;

import org.jspecify.annotations.NullMarked;
