package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentView;

/** Where methods get the values of live types from: those of the generation that they are told of. */
interface LiveValues {
    /**
     * Tells whether a class has a live value.
     *
     * @param type the class
     * @return whether it has
     */
    boolean has(Class<?> type);

    /**
     * The value that belongs to a view.
     *
     * @param type a class that has a live value
     * @param view the view
     * @return the value
     */
    Object value(Class<?> type, EnvironmentView view);
}
