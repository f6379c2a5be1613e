package io.edict.quickstart;

import io.edict.ClientEvent;
import io.edict.ConfigChange;
import io.edict.ConfigClient;
import io.edict.DocumentStatus;
import io.edict.FollowedDocument;
import io.edict.Gate.Verdict;
import io.edict.Snapshot;
import io.edict.plain.Edict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An application that uses Edict: everything a user writes to follow a document, hear of changes and refuse bad ones. */
final class OrdersApplication implements AutoCloseable {
    private static final int LARGEST_POOL = 500;

    private final ConfigClient client;
    private final FollowedDocument orders;

    private OrdersApplication(ConfigClient client) {
        this.client = client;
        this.orders = client.follow("shop/orders");
    }

    /** Starts with the newest version, or, if the store does not answer in time, with the copy of the last one on disk. */
    static OrdersApplication start(String servers, Path copies, Duration timeout, Observer observer) {
        ConfigClient client = Edict.connect(servers)
                .follow("shop/orders")
                .gate("shop/orders", OrdersApplication::check)
                .localCopies(copies)
                .startTimeout(timeout)
                .onEvent(observer::event)
                .start();
        client.follow("shop/orders").subscribe(observer::change);
        return new OrdersApplication(client);
    }

    /** Asked about each version before anything in this application sees it. */
    private static Verdict check(Snapshot candidate, Optional<Snapshot> current) {
        return candidate.getInt("pool.size", 1) > LARGEST_POOL
                ? Verdict.refuse("pool.size must be at most " + LARGEST_POOL)
                : Verdict.accept();
    }

    int poolSize() {
        return orders.snapshot().getInt("pool.size");
    }

    Snapshot settings() {
        return orders.snapshot();
    }

    DocumentStatus status() {
        return orders.status();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Who is told what the application notices, on the client's listener threads. */
    interface Observer {
        /** A version was pushed into the application. */
        void change(ConfigChange change);

        /** Something happened that an operator wants to know. */
        void event(ClientEvent event);
    }
}
