package io.edict.plain.internal.live;

import io.edict.ConfigListener;
import io.edict.ListenerOptions;
import io.edict.plain.internal.bind.Binder;
import io.edict.plain.internal.dispatch.Changes;
import io.edict.plain.internal.dispatch.ListenerQueue;
import io.edict.plain.internal.dispatch.Reporter;
import java.util.Collection;

/**
 * What all views of a client share.
 *
 * @param board what they show
 * @param binder makes typed values
 * @param queues tells listeners
 */
public record Context(Board board, Binder binder, Queues queues) {
    /** Opens and closes listener queues. */
    public interface Queues {
        /** Opens a queue; fails if the client is closed. */
        <S, C> ListenerQueue<S, C> open(
                ConfigListener<? super C> listener,
                ListenerOptions options,
                Changes<S, C> changes,
                Collection<? extends S> alreadySeen);

        /** Fails if the client is closed. */
        void checkOpen();

        /** Lets no further call begin. */
        void close(ListenerQueue<?, ?> queue);

        /** Who is told of failing and slow listeners. */
        Reporter reporter();
    }
}
