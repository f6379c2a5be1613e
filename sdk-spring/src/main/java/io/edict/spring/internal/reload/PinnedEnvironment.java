package io.edict.spring.internal.reload;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySourcesPropertyResolver;

/**
 * A copy of the environment's property sources in which Edict's show one generation for good. What is bound from it is whole,
 * whatever is committed meanwhile, and Spring Boot's caches of names, which belong to instances of sources, are its own.
 */
public final class PinnedEnvironment implements EnvironmentView {
    private final Generation generation;
    private final List<Pins.Stratum> strata;
    private final List<ConfigurationPropertySource> names = new ArrayList<>();
    private final MutablePropertySources sources = new MutablePropertySources();
    private final PropertySourcesPropertyResolver resolver = new PropertySourcesPropertyResolver(sources);
    private final Binder binder;

    PinnedEnvironment(Generation generation, List<Pins.Stratum> strata, Conversions conversions) {
        this.generation = generation;
        this.strata = List.copyOf(strata);
        sources.addLast(new Relaxed());
        for (Pins.Stratum stratum : strata) {
            sources.addLast(stratum.source());
            if (stratum.names() != null) {
                names.add(stratum.names());
            }
        }
        this.binder = conversions.binder(names, sources);
    }

    /** Finds a name however a source spells it, as the environment itself does. */
    private final class Relaxed extends PropertySource<Object> {
        Relaxed() {
            super("relaxed names", new Object());
        }

        @Override
        public @Nullable Object getProperty(String name) {
            if (!ConfigurationPropertyName.isValid(name)) {
                return null;
            }
            ConfigurationProperty found = find(ConfigurationPropertyName.of(name));
            return found == null ? null : found.getValue();
        }
    }

    /** The property of the highest source that has one. */
    @Nullable
    ConfigurationProperty find(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : names) {
            ConfigurationProperty found = source.getConfigurationProperty(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The sources, the highest first. */
    List<Pins.Stratum> strata() {
        return strata;
    }

    /**
     * The generation.
     *
     * @return what Edict's sources show
     */
    public Generation pinned() {
        return generation;
    }

    /**
     * Binds as Spring Boot does.
     *
     * @return the binder of this copy
     */
    public Binder binder() {
        return binder;
    }

    @Override
    public long generation() {
        return generation.number();
    }

    @Override
    public Optional<VersionInfo> version(DocumentId document) {
        return generation.parts().stream()
                .filter(part -> part.document().equals(document))
                .findFirst()
                .flatMap(Part::info);
    }

    @Override
    public <T> T bind(String prefix, Class<T> type) {
        return binder.bindOrCreate(prefix, Bindable.of(type));
    }

    @Override
    public boolean containsProperty(String key) {
        return resolver.containsProperty(key);
    }

    @Override
    public @Nullable String getProperty(String key) {
        return resolver.getProperty(key);
    }

    @Override
    public String getProperty(String key, String defaultValue) {
        return resolver.getProperty(key, defaultValue);
    }

    @Override
    public <T> @Nullable T getProperty(String key, Class<T> targetType) {
        return resolver.getProperty(key, targetType);
    }

    @Override
    public <T> T getProperty(String key, Class<T> targetType, T defaultValue) {
        return resolver.getProperty(key, targetType, defaultValue);
    }

    @Override
    public String getRequiredProperty(String key) throws IllegalStateException {
        return resolver.getRequiredProperty(key);
    }

    @Override
    public <T> T getRequiredProperty(String key, Class<T> targetType) throws IllegalStateException {
        return resolver.getRequiredProperty(key, targetType);
    }

    @Override
    public String resolvePlaceholders(String text) {
        return resolver.resolvePlaceholders(text);
    }

    @Override
    public String resolveRequiredPlaceholders(String text) throws IllegalArgumentException {
        return resolver.resolveRequiredPlaceholders(text);
    }

    /** Returns the documents' versions; never a value. */
    @Override
    public String toString() {
        return "EnvironmentView of " + generation;
    }
}
