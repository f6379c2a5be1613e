package io.edict.spring.internal.reload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** One property source as a pinned environment reads it, with what is worked out of its names. Used by many threads. */
final class Stratum {
    private final PropertySource<?> source;
    private final @Nullable ConfigurationPropertySource names;
    private final int place;
    private final boolean changeable;
    private final List<String> withPlaceholders = new ArrayList<>();
    private final Map<String, String> values;

    /** The names by what they begin with, for beginnings of one length each. */
    @GuardedBy("this")
    private final Map<Integer, Map<ConfigurationPropertyName, List<ConfigurationPropertyName>>> byBeginning =
            new HashMap<>();

    /**
     * Reads the names.
     *
     * @param source the source
     * @param place the document's place among the parts, or less than 0 if it is none of Edict's
     * @param changeable whether it may show something else later
     */
    Stratum(PropertySource<?> source, int place, boolean changeable) {
        this.source = source;
        this.names = ConfigurationPropertySource.from(source);
        this.place = place;
        this.changeable = changeable;
        this.values = changeable ? new TreeMap<>() : Map.of();
        if (source instanceof EnumerablePropertySource<?> known) {
            Arrays.stream(known.getPropertyNames()).forEach(name -> look(name, known.getProperty(name)));
        }
    }

    private void look(String name, @Nullable Object value) {
        if (value instanceof CharSequence text && text.toString().contains("${")) {
            withPlaceholders.add(name);
        }
        if (changeable && value != null) {
            values.put(name, value.toString());
        }
    }

    PropertySource<?> source() {
        return source;
    }

    /** Whether another one is of the very same source; sources are equal by their names alone. */
    @SuppressWarnings("ReferenceEquality")
    boolean hasSameSource(Stratum other) {
        return source == other.source;
    }

    /** What Spring Boot makes of the names, relaxed ones included; null for what has no properties. */
    @Nullable
    ConfigurationPropertySource names() {
        return names;
    }

    /** The document's place among the parts, or less than 0 if it is none of Edict's. */
    int place() {
        return place;
    }

    /** The names whose values have placeholders. */
    List<String> withPlaceholders() {
        return withPlaceholders;
    }

    /** Of a source that may change, what it showed when this was made. */
    Map<String, String> values() {
        return values;
    }

    /** The names as a binder is to go through them that binds what is below a prefix. */
    @Nullable
    ConfigurationPropertySource below(ConfigurationPropertyName prefix) {
        if (changeable || prefix.isEmpty() || !(names instanceof IterableConfigurationPropertySource all)) {
            return names;
        }
        return new ScopedNames(all, namesBelow(prefix, all));
    }

    private synchronized List<ConfigurationPropertyName> namesBelow(
            ConfigurationPropertyName prefix, IterableConfigurationPropertySource all) {
        int length = prefix.getNumberOfElements();
        return byBeginning
                .computeIfAbsent(length, missing -> group(all, length))
                .getOrDefault(prefix, List.of());
    }

    private static Map<ConfigurationPropertyName, List<ConfigurationPropertyName>> group(
            IterableConfigurationPropertySource all, int length) {
        Map<ConfigurationPropertyName, List<ConfigurationPropertyName>> groups = new HashMap<>();
        for (ConfigurationPropertyName name : all) {
            if (name.getNumberOfElements() >= length) {
                groups.computeIfAbsent(name.chop(length), missing -> new ArrayList<>())
                        .add(name);
            }
        }
        return groups;
    }
}
