package io.edict.plain.internal.client;

import io.edict.ClientEvent;
import io.edict.Subscription;
import io.edict.plain.internal.dispatch.EventQueue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Hands events to all who subscribed to them. Any thread; never blocks. */
final class Events {
    private final Executor pool;
    private final LongSupplier nanos;
    private final List<EventQueue> queues = new CopyOnWriteArrayList<>();

    Events(Executor pool, LongSupplier nanos) {
        this.pool = pool;
        this.nanos = nanos;
    }

    void publish(ClientEvent event) {
        queues.forEach(queue -> queue.offer(event));
    }

    Subscription subscribe(Consumer<? super ClientEvent> listener) {
        EventQueue queue = new EventQueue(pool, listener, nanos);
        queues.add(queue);
        return () -> {
            queues.remove(queue);
            queue.close();
        };
    }

    void close() {
        queues.forEach(EventQueue::close);
        queues.clear();
    }
}
