package io.edict.spring.internal.listen;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.Subscription;
import io.edict.spring.ConfigConnectionEvent;
import io.edict.spring.ConfigRefusedEvent;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Makes Spring events of what happens to the client, from the end of the context's start until it begins to stop: no listener
 * meets a bean that is not there yet, or no more.
 *
 * <p><b>Threads.</b> Events are published on one of the client's listener threads, one at a time and in order.
 */
public final class ClientEvents implements SmartLifecycle {
    private static final long STOP_SECONDS = 5;

    private final ConfigurableApplicationContext context;
    private final ObjectProvider<ConfigClient> client;

    /** Held while an event is published; nobody but a stop waits for it, and not for long. */
    private final Semaphore turn = new Semaphore(1);

    /** Who publishes, and so must not wait for itself if a listener closes the context. */
    private volatile @Nullable Thread publisher;

    private volatile boolean running;

    /** Set and taken away by the thread that starts and stops the context. */
    private @Nullable Subscription subscription;

    /**
     * Makes events of a client, if there is one.
     *
     * @param context where they are published
     * @param client the client
     */
    public ClientEvents(ConfigurableApplicationContext context, ObjectProvider<ConfigClient> client) {
        this.context = context;
        this.client = client;
    }

    @Override
    public void start() {
        ConfigClient from = client.getIfUnique();
        if (from != null && !running) {
            running = true;
            subscription = from.onEvent(this::tell);
        }
    }

    private void tell(ClientEvent event) {
        ApplicationContextEvent told = toldAs(event);
        if (told == null) {
            return;
        }
        turn.acquireUninterruptibly();
        publisher = Thread.currentThread();
        try {
            if (running && context.isActive()) {
                context.publishEvent(told);
            }
        } finally {
            publisher = null;
            turn.release();
        }
    }

    private @Nullable ApplicationContextEvent toldAs(ClientEvent event) {
        if (event instanceof ClientEvent.Refused refused) {
            return new ConfigRefusedEvent(context, refused.id(), refused.refusal());
        }
        if (event instanceof ClientEvent.ConnectionChanged changed) {
            return new ConfigConnectionEvent(context, changed.cluster());
        }
        return null;
    }

    @Override
    public void stop() {
        running = false;
        Subscription current = subscription;
        subscription = null;
        if (current != null) {
            current.close();
            awaitLast();
        }
    }

    private void awaitLast() {
        if (publisher == Thread.currentThread()) {
            return;
        }
        try {
            if (turn.tryAcquire(STOP_SECONDS, TimeUnit.SECONDS)) {
                turn.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
