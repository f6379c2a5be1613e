package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.content.Paths;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a binding begins.
 *
 * @param elements the elements of its path, none for the whole configuration
 */
record Location(List<String> elements) {
    /**
     * Parses a path.
     *
     * @throws InvalidRequestException if it is none
     */
    static Location of(String path) {
        try {
            return new Location(path.isEmpty() ? List.of() : List.copyOf(ConfigUtil.splitPath(path)));
        } catch (ConfigException e) {
            throw new InvalidRequestException("\"" + path + "\" is no path to bind: elements are separated by single"
                    + " dots, and an element with other characters than letters, digits, '-' and '_' stands in double"
                    + " quotes");
        }
    }

    /** The path in its plain form. */
    String path() {
        return elements.stream().map(Paths::element).collect(Collectors.joining("."));
    }

    /**
     * Finds what stands there.
     *
     * @param root the whole configuration
     * @param pass told if something else than an object is in the way
     * @return the value, which may be null in the sense of HOCON; or null if there is none
     */
    @Nullable
    ConfigValue find(ConfigObject root, Pass pass) {
        ConfigValue value = root;
        String path = "";
        for (String element : elements) {
            if (!(value instanceof ConfigObject object)) {
                if (value.valueType() != ConfigValueType.NULL) {
                    pass.problems().malformed(path, value.origin(), "an object");
                }
                return null;
            }
            ConfigValue inner = object.get(element);
            if (inner == null) {
                return null;
            }
            value = inner;
            path = Pass.below(path, element);
        }
        return value;
    }
}
