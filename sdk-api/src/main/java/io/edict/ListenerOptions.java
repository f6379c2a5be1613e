package io.edict;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import io.edict.error.InvalidRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a listener is called. Immutable; each method returns a changed copy.
 *
 * @param initialCall whether the listener is first called with the version in force when it subscribes
 * @param executor where calls run, or null for the client's own listener threads
 * @param name what the listener is called in logs and events, or null for its class name
 * @param paths the paths that the listener is for, in their plain form; empty for all
 */
public record ListenerOptions(
        boolean initialCall,
        @Nullable Executor executor,
        @Nullable String name,
        List<String> paths) {
    private static final ListenerOptions DEFAULTS = new ListenerOptions(false, null, null, List.of());

    /**
     * Copies the list.
     *
     * @param initialCall whether the listener is first called with the version in force when it subscribes
     * @param executor where calls run, or null for the client's own listener threads
     * @param name what the listener is called in logs and events, or null for its class name
     * @param paths the paths that the listener is for, in their plain form; empty for all
     */
    public ListenerOptions {
        paths = List.copyOf(paths);
    }

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
        return new ListenerOptions(true, executor, name, paths);
    }

    /**
     * Runs the calls on an executor of the application. The client hands it one task at a time for each listener, and
     * does not shut it down. If it rejects a task, that is logged and the newest version is offered again later.
     *
     * @param on where to run the calls
     * @return the changed copy
     */
    public ListenerOptions on(Executor on) {
        return new ListenerOptions(initialCall, on, name, paths);
    }

    /**
     * Names the listener.
     *
     * @param as the name
     * @return the changed copy
     */
    public ListenerOptions named(String as) {
        return new ListenerOptions(initialCall, executor, as, paths);
    }

    /**
     * Calls the listener only if the value at one of these paths, or any value below one, changed since its last call,
     * and tells it of these changes only. Compares path elements, not text: {@code pool} covers {@code pool.size} and not
     * {@code poolSize}. An initial call comes in any case.
     *
     * @param atOrBelow the paths, at least one
     * @return the changed copy
     * @throws InvalidRequestException if one is not a path, or there is none
     */
    public ListenerOptions forPaths(String... atOrBelow) {
        if (atOrBelow.length == 0) {
            throw new InvalidRequestException("A listener for paths needs at least one path");
        }
        return new ListenerOptions(
                initialCall,
                executor,
                name,
                Arrays.stream(atOrBelow).map(ListenerOptions::plain).toList());
    }

    private static String plain(String path) {
        try {
            return ConfigUtil.joinPath(ConfigUtil.splitPath(path));
        } catch (ConfigException e) {
            throw new InvalidRequestException("A listener cannot be for the path \"" + path
                    + "\": it is no path; separate elements by dots, and put special characters in double quotes");
        }
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
