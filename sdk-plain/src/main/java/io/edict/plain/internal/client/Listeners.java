package io.edict.plain.internal.client;

import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.ListenerOptions;
import io.edict.Snapshot;
import io.edict.error.ClientClosedException;
import io.edict.plain.internal.dispatch.Changes;
import io.edict.plain.internal.dispatch.Dispatch;
import io.edict.plain.internal.dispatch.ListenerQueue;
import io.edict.plain.internal.dispatch.Reporter;
import io.edict.plain.internal.live.Context;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All listener queues of a client, to look after them and to end them together. Any thread. */
final class Listeners implements Context.Queues {
    private final Dispatch dispatch;
    private final List<ListenerQueue<?, ?>> queues = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Listeners(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    /** Makes the queue of a listener to one or many documents. */
    ListenerQueue<Snapshot, ConfigChange> openDocuments(
            ConfigListener<? super ConfigChange> listener, ListenerOptions options, Collection<Snapshot> alreadySeen) {
        return open(listener, options, Changes.ofDocuments(dispatch.diff(), options), alreadySeen);
    }

    @Override
    public <S, C> ListenerQueue<S, C> open(
            ConfigListener<? super C> listener,
            ListenerOptions options,
            Changes<S, C> changes,
            Collection<? extends S> alreadySeen) {
        ListenerQueue<S, C> queue = new ListenerQueue<>(dispatch, listener, options, changes, alreadySeen);
        queues.add(queue);
        if (closed) {
            queue.close();
            throw new ClientClosedException("The client is closed; subscribe before closing it");
        }
        return queue;
    }

    @Override
    public void checkOpen() {
        if (closed) {
            throw new ClientClosedException("The client is closed; build another one");
        }
    }

    @Override
    public Reporter reporter() {
        return dispatch.reporter();
    }

    @Override
    public void close(ListenerQueue<?, ?> queue) {
        queues.remove(queue);
        queue.close();
    }

    /** Called regularly: offers again what executors rejected, and warns of slow calls. */
    void tend() {
        queues.forEach(ListenerQueue::tend);
    }

    void closeAll() {
        closed = true;
        queues.forEach(ListenerQueue::close);
        queues.clear();
    }
}
