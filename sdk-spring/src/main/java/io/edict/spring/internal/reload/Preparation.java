package io.edict.spring.internal.reload;

import org.jspecify.annotations.Nullable;

/** A generation in the making. */
public interface Preparation {
    /**
     * The environment as it would be, held still.
     *
     * @return the pinned environment
     */
    PinnedEnvironment environment();

    /**
     * The environment in force.
     *
     * @return the view
     */
    PinnedEnvironment before();

    /**
     * What was made under a key in the generation in force.
     *
     * @param key the participant's own key
     * @return the object, or null if there is none
     */
    @Nullable
    Object current(Object key);

    /**
     * Adds an object to the generation.
     *
     * @param key the participant's own key
     * @param value the object; where it equals the current one, that stays
     */
    void put(Object key, Object value);

    /**
     * What participants before added.
     *
     * @param key a key
     * @return the object, or null if there is none
     */
    @Nullable
    Object prepared(Object key);

    /**
     * Refuses the generation.
     *
     * @param reason why, with property names and origins, without values
     */
    void refuse(String reason);

    /**
     * Tells whether somebody refused already.
     *
     * @return whether the generation will not come into force
     */
    boolean refused();
}
