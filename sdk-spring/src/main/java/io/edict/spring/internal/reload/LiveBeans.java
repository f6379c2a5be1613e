package io.edict.spring.internal.reload;

import io.edict.Live;

/** Makes the beans of live values: the client's own live values, which cost no more to read here than without Spring. */
public final class LiveBeans {
    private LiveBeans() {}

    /**
     * The bean of a type.
     *
     * @param reload gives live values
     * @param type the type
     * @return its live value
     */
    public static Live<?> live(Reload reload, Class<?> type) {
        return reload.live(type);
    }
}
