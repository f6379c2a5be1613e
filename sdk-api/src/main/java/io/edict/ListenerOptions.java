package io.edict;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a listener is called. Immutable; each method returns a changed copy.
 *
 * @param initialCall whether the listener is first called with the version in force when it subscribes
 * @param executor where calls run, or null for the client's own listener threads
 * @param name what the listener is called in logs and events, or null for its class name
 */
public record ListenerOptions(
        boolean initialCall,
        @Nullable Executor executor,
        @Nullable String name) {
    private static final ListenerOptions DEFAULTS = new ListenerOptions(false, null, null);

    /**
     * No initial call, the client's own threads.
     *
     * @return the defaults
     */
    public static ListenerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Asks for a first call with the version in force, as soon as there is one.
     *
     * @return the changed copy
     */
    public ListenerOptions withInitialCall() {
        return new ListenerOptions(true, executor, name);
    }

    /**
     * Runs the calls on an executor of the application. The client hands it one task at a time for each listener, and
     * does not shut it down. If it rejects a task, that is logged and the newest version is offered again later.
     *
     * @param on where to run the calls
     * @return the changed copy
     */
    public ListenerOptions on(Executor on) {
        return new ListenerOptions(initialCall, on, name);
    }

    /**
     * Names the listener.
     *
     * @param as the name
     * @return the changed copy
     */
    public ListenerOptions named(String as) {
        return new ListenerOptions(initialCall, executor, as);
    }

    /**
     * Where calls run.
     *
     * @return the application's executor, or empty for the client's own threads
     */
    public Optional<Executor> ownExecutor() {
        return Optional.ofNullable(executor);
    }
}
