package io.edict.plain.internal.bind;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configuration that is left as it is.
 *
 * @param expected what it is called
 * @param reader gives it in the form wanted, or null if it is of another kind
 */
record ValuePlan(String expected, Function<ConfigValue, @Nullable Object> reader) implements Plan {
    /** The types that are bound so. */
    static final Map<Class<?>, Plan> ALL = Map.of(
            ConfigValue.class, new ValuePlan("a value", value -> value),
            ConfigList.class, new ValuePlan("a list", ListPlan::list),
            ConfigObject.class, new ValuePlan("an object", ValuePlan::object),
            Config.class,
                    new ValuePlan("an object", value -> {
                        ConfigObject object = object(value);
                        return object == null ? null : object.toConfig();
                    }));

    @Override
    public @Nullable Object bind(ConfigValue value, String path, Pass pass) {
        Object read = reader.apply(value);
        if (read == null) {
            pass.problems().malformed(path, value.origin(), expected);
        } else {
            pass.bound(value, path);
        }
        return read;
    }

    private static @Nullable ConfigObject object(ConfigValue value) {
        return value instanceof ConfigObject object ? object : null;
    }
}
