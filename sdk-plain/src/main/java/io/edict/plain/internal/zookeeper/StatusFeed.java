package io.edict.plain.internal.zookeeper;

import io.edict.ClusterStatus;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of states in the order in which they came about, though several threads bring them: sessions on their
 * event threads, a diagnosis on one of its own. Told in another order, the last would be taken for the one that holds, and
 * a client that is connected would wait for a connection.
 */
final class StatusFeed {
    private final Connection.Listener listener;
    private final Queue<News> news = new ConcurrentLinkedQueue<>();

    /** Held while the listener is told. */
    private final Object turn = new Object();

    StatusFeed(Connection.Listener listener) {
        this.listener = listener;
    }

    /** A state, and the session if this is its connecting. */
    private record News(ClusterStatus status, @Nullable Handle connected) {}

    /** Takes a state in; called with the monitor held that guards the state, so that the order is right. */
    void add(ClusterStatus status, @Nullable Handle connected) {
        news.add(new News(status, connected));
    }

    /** Tells the listener of all that was taken in before this call; never called with that monitor held. */
    void pass() {
        synchronized (turn) {
            for (News next = news.poll(); next != null; next = news.poll()) {
                listener.changed(next.status());
                Handle connected = next.connected();
                if (connected != null) {
                    listener.connected(connected);
                }
            }
        }
    }

    /** Does something while nobody is told. */
    void between(Runnable task) {
        synchronized (turn) {
            task.run();
        }
    }
}
