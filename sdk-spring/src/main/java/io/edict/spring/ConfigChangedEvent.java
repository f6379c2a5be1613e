package io.edict.spring;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/** Published after a new generation came into force and {@link OnConfigChange} methods were called. */
public final class ConfigChangedEvent extends ApplicationContextEvent {
    private static final long serialVersionUID = 1L;

    private final transient EnvironmentChange change;

    /**
     * Makes the event.
     *
     * @param context the context
     * @param change what changed
     */
    public ConfigChangedEvent(ApplicationContext context, EnvironmentChange change) {
        super(context);
        this.change = change;
    }

    /**
     * What changed.
     *
     * @return the change
     */
    public EnvironmentChange change() {
        return change;
    }

    /** Returns the change, without values. */
    @Override
    public String toString() {
        return "ConfigChangedEvent[" + change + "]";
    }
}
