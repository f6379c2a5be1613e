package io.edict.plain.internal.content;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Objects and lists with other values in them; the same ones if no value is another. */
final class Rebuilt {
    private static final ConfigObject PROBE =
            ConfigFactory.parseString("edict-probe = 1").root();

    private Rebuilt() {}

    static ConfigObject object(ConfigObject object, BiFunction<String, ConfigValue, ConfigValue> inner) {
        Map<String, ConfigValue> values = new HashMap<>();
        boolean changed = false;
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            ConfigValue value = inner.apply(entry.getKey(), entry.getValue());
            changed |= value != entry.getValue();
            values.put(entry.getKey(), value);
        }
        if (!changed) {
            return object;
        }
        ConfigObject rebuilt = ConfigValueFactory.fromMap(values).withOrigin(object.origin());
        return hidesAll(object) ? rebuilt.withFallback(ConfigValueFactory.fromAnyRef(PROBE.size())) : rebuilt;
    }

    /** An object that stands over something else than an object is not merged with what is below that. */
    @SuppressWarnings("ReferenceEquality") // it is the very same then
    private static boolean hidesAll(ConfigObject object) {
        return object.withFallback(PROBE) == object;
    }

    static ConfigList list(ConfigList list, BiFunction<Integer, ConfigValue, ConfigValue> inner) {
        List<ConfigValue> values = new ArrayList<>();
        boolean changed = false;
        for (ConfigValue element : list) {
            ConfigValue value = inner.apply(values.size(), element);
            changed |= value != element;
            values.add(value);
        }
        return changed ? ConfigValueFactory.fromIterable(values).withOrigin(list.origin()) : list;
    }
}
