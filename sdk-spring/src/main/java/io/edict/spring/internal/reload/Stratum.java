package io.edict.spring.internal.reload;

import java.util.ArrayList;
import java.util.Arrays;
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
    private final @Nullable Beginnings beginnings;

    /**
     * Reads the names of a source that is none of Edict's.
     *
     * @param source the source
     * @param changeable whether it may show something else later
     */
    Stratum(PropertySource<?> source, boolean changeable) {
        this(source, ConfigurationPropertySource.from(source), -1, changeable);
    }

    /**
     * Takes the names of a document.
     *
     * @param source shows the version
     * @param names the version's names
     * @param place the document's place among the parts
     */
    Stratum(PropertySource<?> source, DocumentNames names, int place) {
        this(source, names, place, false);
    }

    private Stratum(
            PropertySource<?> source, @Nullable ConfigurationPropertySource names, int place, boolean changeable) {
        this.source = source;
        this.names = names;
        this.place = place;
        this.beginnings = changeable ? null : beginnings(names);
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
        if (names == null || beginnings == null || prefix.isEmpty()) {
            return names;
        }
        return new ScopedNames(names, beginnings.below(prefix));
    }

    private static @Nullable Beginnings beginnings(@Nullable ConfigurationPropertySource names) {
        if (names instanceof DocumentNames document) {
            return document.beginnings();
        }
        return names instanceof IterableConfigurationPropertySource all ? new Beginnings(all) : null;
    }
}
