package io.edict.spring.internal.reload;

import io.edict.Live;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.EnvironmentView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bean that applies versions while the application runs, as others in the adapter see it. */
public interface Reload {
    /**
     * The live value of a class with {@code @ConfigurationProperties}.
     *
     * @param type the class
     * @param <T> the type
     * @return the live value, always the same
     */
    <T> Live<T> live(Class<T> type);

    /**
     * The classes that have a live value.
     *
     * @return the classes
     */
    Set<Class<?>> liveTypes();

    /**
     * The environment in force.
     *
     * @return a view of it
     */
    EnvironmentView view();

    /**
     * What became of what arrived, the newest first.
     *
     * @return as many as {@code edict.reload.history-size}
     */
    List<Outcome> history();

    /**
     * The names that changed since the start and take effect only after a restart.
     *
     * @return the names, sorted
     */
    Set<String> pendingRestart();

    /**
     * The names that stand in a document and are hidden by another property source, with the name of that source.
     *
     * @return the sources by name
     */
    Map<String, String> shadowed();

    /**
     * The generation that every reaction has been told of, or a newer one.
     *
     * @return its number; less than that of {@link #view()} while somebody is still to be told
     */
    long told();

    /** What is told of each generation, for meters and traces: a bean. */
    interface Observer {
        /**
         * A generation came into force, and reactions are about to be told, on the calling thread.
         *
         * @param change what changed
         * @return is run on the same thread when all were told, whatever they threw
         */
        default Runnable reacting(EnvironmentChange change) {
            return () -> {};
        }

        /**
         * A generation came into force and everybody was told.
         *
         * @param outcome what it was
         * @param sincePublished the time since the newest of its versions was published, by two machines' clocks
         * @param took the time from arrival to the end of all reactions
         */
        void applied(Outcome outcome, Duration sincePublished, Duration took);

        /**
         * A generation was refused.
         *
         * @param outcome what it was
         */
        void refused(Outcome outcome);
    }
}
