package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Maps. Keys are bound like values of their type, and stand in the order of their texts.
 *
 * @param key how to make keys
 * @param element how to make values
 * @param finish makes the map that is given to the application
 */
record MapPlan(Plan key, Plan element, UnaryOperator<Map<Object, Object>> finish) implements Plan {
    @Override
    public @Nullable Object bind(ConfigValue value, String path, Pass pass) {
        if (!(value instanceof ConfigObject object)) {
            pass.problems().malformed(path, value.origin(), expected());
            return null;
        }
        List<Entry> entries = object.keySet().stream()
                .sorted()
                .map(key -> entry(key, Objects.requireNonNull(object.get(key)), path, pass))
                .toList();
        boolean isComplete = entries.stream().allMatch(entry -> entry.key() != null && entry.value() != null);
        return isComplete ? pass.make(value, path, this, "a key", () -> map(entries, object, path, pass)) : null;
    }

    @Override
    public boolean mayHaveConstraints() {
        return element.mayHaveConstraints();
    }

    @Override
    public String expected() {
        return "an object";
    }

    private Entry entry(String name, ConfigValue value, String path, Pass pass) {
        String at = Pass.below(path, name);
        ConfigValue text = ConfigValueFactory.fromAnyRef(name);
        Object bound = key.bind(text, at, pass.aside());
        if (bound == null) {
            pass.problems().malformed(at, value.origin(), "under a key that is " + key.expected());
        }
        return new Entry(name, bound, element.bindElement(value, at, pass));
    }

    private @Nullable Object map(List<Entry> entries, ConfigObject object, String path, Pass pass) {
        Map<Object, Object> map = new LinkedHashMap<>();
        Map<Object, String> names = new LinkedHashMap<>();
        for (Entry entry : entries) {
            map.put(entry.key(), entry.value());
            String other = names.putIfAbsent(entry.key(), entry.name());
            if (other != null) {
                pass.problems().ambiguous(path, object.origin(), expected(), List.of(other, entry.name()));
            }
        }
        return finish.apply(map);
    }

    /** An entry as far as it could be bound. */
    private record Entry(
            String name, @Nullable Object key, @Nullable Object value) {}
}
