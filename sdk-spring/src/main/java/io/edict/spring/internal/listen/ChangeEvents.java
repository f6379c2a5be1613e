package io.edict.spring.internal.listen;

import io.edict.spring.ConfigChangedEvent;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.internal.reload.Reaction;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/** Publishes a {@link ConfigChangedEvent} for each generation that changed anything for the application. */
public final class ChangeEvents implements Reaction, Ordered {
    private final ConfigurableApplicationContext context;

    /**
     * Publishes in a context.
     *
     * @param context the context
     */
    public ChangeEvents(ConfigurableApplicationContext context) {
        this.context = context;
    }

    @Override
    public int getOrder() {
        return EVENTS;
    }

    @Override
    public void applied(EnvironmentChange change) {
        if (!change.changedKeys().isEmpty() && context.isActive()) {
            context.publishEvent(new ConfigChangedEvent(context, change));
        }
    }
}
