package io.edict.spring.internal.reload;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * A source that never changes, of which only the names below one prefix are gone through. Spring Boot's binder goes through all
 * names for every map and every list; of a large document, most belong to other types.
 */
final class ScopedNames implements IterableConfigurationPropertySource {
    private final ConfigurationPropertySource whole;
    private final List<ConfigurationPropertyName> names;

    ScopedNames(ConfigurationPropertySource whole, List<ConfigurationPropertyName> names) {
        this.whole = whole;
        this.names = names;
    }

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(@Nullable ConfigurationPropertyName name) {
        return name == null ? null : whole.getConfigurationProperty(name);
    }

    @Override
    public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
        return whole.containsDescendantOf(name);
    }

    @Override
    public Stream<ConfigurationPropertyName> stream() {
        return names.stream();
    }

    @Override
    public Iterator<ConfigurationPropertyName> iterator() {
        return names.iterator();
    }

    @Override
    public @Nullable Object getUnderlyingSource() {
        return whole.getUnderlyingSource();
    }
}
