package io.edict.spring.internal.listen;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.Subscription;
import io.edict.spring.ConfigConnectionEvent;
import io.edict.spring.ConfigRefusedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.util.ClassUtils;

/**
 * Makes Spring events of what happens to the client, from the end of the context's start until it begins to stop: no listener
 * meets a bean that is not there yet, or no more.
 *
 * <p><b>Threads.</b> Events are published on one of the client's listener threads, one at a time and in order, without a lock
 * that another thread might want while a listener runs.
 */
public final class ClientEvents implements SmartLifecycle {
    private final ConfigurableApplicationContext context;
    private final ObjectProvider<ConfigClient> client;

    /** Set and taken away by the thread that starts and stops the context. */
    private volatile @Nullable Subscription subscription;

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
        if (from != null && subscription == null) {
            subscription = from.onEvent(this::tell);
        }
    }

    private void tell(ClientEvent event) {
        ApplicationContextEvent told = toldAs(event);
        if (told == null || !isRunning() || !context.isActive()) {
            return;
        }
        ClassLoader before = ClassUtils.overrideThreadContextClassLoader(context.getClassLoader());
        try {
            context.publishEvent(told);
        } finally {
            ClassUtils.overrideThreadContextClassLoader(before);
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
        Subscription current = subscription;
        subscription = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public boolean isRunning() {
        return subscription != null;
    }
}
