package io.edict.spring.internal.reload;

import io.edict.spring.EnvironmentChange;

/**
 * Does something after a generation came into force: a bean, ordered by {@code Ordered} or {@code @Order}. Reactions run one
 * after the other on one of the client's threads; while they run, newer generations come into force and are told of in one
 * change afterwards. What one throws is logged without its message and counted.
 */
public interface Reaction {
    /** Where standard reactions stand in the order. */
    int LOGGING_LEVELS = 0;

    /** Beans with setters. */
    int JAVA_BEANS = 100;

    /** Fields with {@code @Value}. */
    int VALUES = 200;

    /** Methods with {@code @OnConfigChange}. */
    int LISTENERS = 300;

    /** Spring's own events. */
    int EVENTS = 400;

    /** Spring Cloud. */
    int CLOUD = 500;

    /**
     * Reacts.
     *
     * @param change what changed; the first one, when the context has started, is {@link EnvironmentChange#initial()} and may
     *     have no changed keys
     */
    void applied(EnvironmentChange change);

    /**
     * Tells whether this reaction makes a changed name take effect without a restart.
     *
     * @param name a name, as in {@link EnvironmentChange#changedKeys()}
     * @return whether it does
     */
    default boolean covers(String name) {
        return false;
    }
}
