package io.edict.plain.internal.content;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths of a configuration's values, without nulls. Objects are no values; what is not resolved is one, as a whole.
 */
public final class Leaves {
    private Leaves() {}

    /** Is told of values. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A value.
         *
         * @param path its path, which must not be kept without copying it
         * @param unresolved whether it is not known
         */
        void value(List<String> path, boolean unresolved);
    }

    /**
     * The values of a configuration.
     *
     * @param root the configuration, resolved or not
     * @param visitor is told of each
     */
    public static void visit(ConfigObject root, Visitor visitor) {
        walk(root, new ArrayList<>(), visitor);
    }

    /**
     * The values at and below a path of a resolved configuration.
     *
     * @param root the configuration
     * @param start the path
     * @param visitor is told of each
     */
    public static void visit(ConfigObject root, List<String> start, Visitor visitor) {
        ConfigValue value = root;
        for (String element : start) {
            ConfigValue inner = value instanceof ConfigObject object ? object.get(element) : null;
            if (inner == null) {
                return;
            }
            value = inner;
        }
        walk(value, new ArrayList<>(start), visitor);
    }

    /**
     * The plain form of a path.
     *
     * @param path its elements
     * @return the path as typesafe-config writes it
     */
    public static String path(List<String> path) {
        return ConfigUtil.joinPath(path);
    }

    private static void walk(ConfigValue value, List<String> path, Visitor visitor) {
        if (Unresolved.is(value)) {
            visitor.value(path, true);
        } else if (value instanceof ConfigObject object) {
            for (String key : object.keySet()) {
                path.add(key);
                walk(object.get(key), path, visitor);
                path.remove(path.size() - 1);
            }
        } else if (value.valueType() != ConfigValueType.NULL) {
            visitor.value(path, false);
        }
    }
}
