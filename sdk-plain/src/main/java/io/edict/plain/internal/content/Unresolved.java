package io.edict.plain.internal.content;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values that are not known before substitutions are resolved. */
final class Unresolved {
    private static final ConfigRenderOptions CONCISE = ConfigRenderOptions.concise();

    private Unresolved() {}

    /** Whether a value is itself not known; an object or list around such a value is. */
    static boolean is(ConfigValue value) {
        try {
            return value instanceof ConfigObject object ? object.size() < 0 : value.valueType() == null;
        } catch (ConfigException.NotResolved e) {
            return true;
        }
    }

    /** The same object without what is not known; a list goes as a whole. */
    static ConfigObject left(ConfigObject object) {
        return replaced(object, value -> null);
    }

    /**
     * The same object with a text for each value that is not known, so that it can be compared: the texts are equal if the
     * values say the same.
     */
    static ConfigObject comparable(ConfigObject object) {
        return replaced(object, value -> "\0" + rendered(value));
    }

    /** A value in typesafe-config's own form, all strings in quotes. */
    static String rendered(ConfigValue value) {
        return value.render(CONCISE);
    }

    private static ConfigObject replaced(ConfigObject object, Function<ConfigValue, @Nullable String> replacement) {
        Map<String, ConfigValue> values = new HashMap<>();
        boolean changed = false;
        for (String key : object.keySet()) {
            ConfigValue old = object.get(key);
            ConfigValue value = replaced(old, replacement);
            changed |= value != old;
            if (value != null) {
                values.put(key, value);
            }
        }
        return changed ? object(values, object.origin()) : object;
    }

    private static ConfigObject object(Map<String, ConfigValue> values, ConfigOrigin origin) {
        return ConfigValueFactory.fromMap(values).withOrigin(origin);
    }

    private static @Nullable ConfigValue replaced(
            ConfigValue value, Function<ConfigValue, @Nullable String> replacement) {
        if (isWithin(value)) {
            String text = replacement.apply(value);
            return text == null ? null : ConfigValueFactory.fromAnyRef(text).withOrigin(value.origin());
        }
        return value instanceof ConfigObject inner ? replaced(inner, replacement) : value;
    }

    /** Whether a value is not known, or is a list with such a value somewhere within. */
    private static boolean isWithin(ConfigValue value) {
        if (is(value)) {
            return true;
        }
        return value instanceof ConfigList list && list.stream().anyMatch(Unresolved::isAnywhere);
    }

    private static boolean isAnywhere(ConfigValue value) {
        return isWithin(value)
                || (value instanceof ConfigObject object
                        && object.values().stream().anyMatch(Unresolved::isAnywhere));
    }
}
