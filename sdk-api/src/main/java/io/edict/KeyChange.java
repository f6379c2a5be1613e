package io.edict;

import com.typesafe.config.ConfigValue;
import java.util.Collection;

/**
 * The change of one value between two versions. Values are compared as parsed: a comment or another spelling of the same
 * number changes nothing. Lists are values as a whole. {@code toString} names the path and never the value.
 */
public sealed interface KeyChange {
    /**
     * The path of the value, in its plain form.
     *
     * @return the path, usable for look-ups in a {@link Snapshot}
     */
    String path();

    /**
     * Tells whether any of several changes is at a path or below it, by path elements: {@code pool} covers
     * {@code pool.size} and not {@code poolSize}.
     *
     * @param keys the changes
     * @param path a path in its plain form
     * @return whether one is
     */
    static boolean anyAtOrBelow(Collection<? extends KeyChange> keys, String path) {
        return keys.stream().anyMatch(key -> key.isAtOrBelow(path));
    }

    /**
     * Tells whether this change is at a path or below it, by path elements.
     *
     * @param path a path in its plain form
     * @return whether it is
     */
    default boolean isAtOrBelow(String path) {
        return path().startsWith(path) && (path().length() == path.length() || path().charAt(path.length()) == '.');
    }

    /**
     * A value that was not there before.
     *
     * @param path the path
     * @param newValue the value now
     */
    record Added(String path, ConfigValue newValue) implements KeyChange {
        @Override
        public String toString() {
            return "added " + path;
        }
    }

    /**
     * A value that is another now.
     *
     * @param path the path
     * @param oldValue the value before
     * @param newValue the value now
     */
    record Updated(String path, ConfigValue oldValue, ConfigValue newValue) implements KeyChange {
        @Override
        public String toString() {
            return "updated " + path;
        }
    }

    /**
     * A value that is no longer there.
     *
     * @param path the path
     * @param oldValue the value before
     */
    record Removed(String path, ConfigValue oldValue) implements KeyChange {
        @Override
        public String toString() {
            return "removed " + path;
        }
    }
}
