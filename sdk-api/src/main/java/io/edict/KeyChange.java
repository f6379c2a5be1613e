package io.edict;

import com.typesafe.config.ConfigValue;

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
