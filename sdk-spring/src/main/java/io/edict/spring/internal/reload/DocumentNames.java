package io.edict.spring.internal.reload;

import io.edict.spring.internal.env.Part;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.PropertySource;

/** One version of a document as Spring Boot's binder reads it, by an index of names that other versions may share. */
final class DocumentNames implements IterableConfigurationPropertySource {
    private final Part part;
    private final NameIndex index;
    private final PropertySource<?> source;

    /**
     * Reads a version.
     *
     * @param part the version
     * @param index its names
     * @param source shows the version to others
     */
    DocumentNames(Part part, NameIndex index, PropertySource<?> source) {
        this.part = part;
        this.index = index;
        this.source = source;
    }

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(@Nullable ConfigurationPropertyName name) {
        if (name != null) {
            for (String spelling : index.spellings(name)) {
                OriginTrackedValue value = part.tracked().get(spelling);
                if (value != null) {
                    return new ConfigurationProperty(name, value.getValue(), value.getOrigin());
                }
            }
        }
        return null;
    }

    @Override
    public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
        return index.descendants(name);
    }

    @Override
    public Stream<ConfigurationPropertyName> stream() {
        return index.names().stream();
    }

    @Override
    public Iterator<ConfigurationPropertyName> iterator() {
        return index.names().iterator();
    }

    @Override
    public Object getUnderlyingSource() {
        return source;
    }

    /** The names by what they begin with. */
    Beginnings beginnings() {
        return index.beginnings();
    }
}
