package io.edict.cli;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON, on one line, keys in the order of the map. */
final class Json {
    private Json() {}

    /**
     * Writes a value.
     *
     * @param value a map, a list, a number, a boolean, a configuration value or null; anything else as its text
     * @return the JSON
     */
    static String write(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        if (value instanceof ConfigValue config) {
            return config.render(ConfigRenderOptions.concise());
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> write(String.valueOf(entry.getKey())) + ":" + write(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        }
        return ConfigUtil.quoteString(value.toString());
    }
}
