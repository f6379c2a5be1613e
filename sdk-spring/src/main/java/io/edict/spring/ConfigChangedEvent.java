package io.edict.spring;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Published after a new generation came into force and {@link OnConfigChange} methods were called, if it changed anything for
 * the application. The start is no change; but one that came between import and start is, and is
 * {@link EnvironmentChange#initial()} then.
 *
 * <p>Published on one of the client's threads, as long as the context is active. In a condition, write
 * {@code #event.change().touches('pool')}.
 */
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
