package io.edict.spring.internal.reload;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySourcesPropertyResolver;

/**
 * A copy of the environment's property sources in which Edict's show one generation for good. What is bound from it is whole,
 * whatever is committed meanwhile, and Spring Boot's caches of names, which belong to instances of sources, are its own.
 */
public final class PinnedEnvironment implements EnvironmentView {
    private final Generation generation;
    private final List<Stratum> strata;
    private final List<ConfigurationPropertySource> names = new ArrayList<>();
    private final MutablePropertySources sources = new MutablePropertySources();
    private final PropertySourcesPropertyResolver resolver = new PropertySourcesPropertyResolver(sources);

    /** Those that give the same whenever they are asked; only these are compared. */
    private final MutablePropertySources steady = new MutablePropertySources();

    private final List<ConfigurationPropertySource> steadyNames = new ArrayList<>();
    private final PropertySourcesPropertyResolver comparing = new PropertySourcesPropertyResolver(steady);
    private final Conversions conversions;
    private final ScopedBinder scoped;
    private final PlaceholdersResolver placeholders = new PropertySourcesPlaceholdersResolver(sources);
    private final TypeValues values;

    /** Made at the first use; made twice, it is the same. */
    private volatile @Nullable Binder binder;

    /** What was made for this generation: by the thread that prepares it, and once more when the context starts. */
    private volatile Map<Object, Object> prepared = Map.of();

    /** Binds types for a generation that nothing was made for. */
    @FunctionalInterface
    interface TypeValues {
        /** Binds a type, or throws if it has no live value, or something is wrong. */
        Object bind(Class<?> type, PinnedEnvironment from);
    }

    PinnedEnvironment(
            Generation generation,
            List<Stratum> strata,
            Conversions conversions,
            ScopedBinder scoped,
            TypeValues values) {
        this.generation = generation;
        this.scoped = scoped;
        this.conversions = conversions;
        this.values = values;
        this.strata = List.copyOf(strata);
        sources.addLast(new Relaxed(names));
        steady.addLast(new Relaxed(steadyNames));
        for (Stratum stratum : strata) {
            boolean isSteady = !(stratum.source() instanceof RandomValuePropertySource);
            sources.addLast(stratum.source());
            if (isSteady) {
                steady.addLast(stratum.source());
            }
            if (stratum.names() != null) {
                names.add(stratum.names());
                if (isSteady) {
                    steadyNames.add(stratum.names());
                }
            }
        }
    }

    /** Finds a name however a source spells it, as the environment itself does. */
    private static final class Relaxed extends PropertySource<Object> {
        private final List<ConfigurationPropertySource> names;

        Relaxed(List<ConfigurationPropertySource> names) {
            super("relaxed names", new Object());
            this.names = names;
        }

        @Override
        public @Nullable Object getProperty(String name) {
            if (!ConfigurationPropertyName.isValid(name)) {
                return null;
            }
            ConfigurationProperty found = find(ConfigurationPropertyName.of(name), names);
            return found == null ? null : found.getValue();
        }
    }

    /** The property of the highest source that has one. */
    @Nullable
    ConfigurationProperty find(ConfigurationPropertyName name) {
        return find(name, names);
    }

    private static @Nullable ConfigurationProperty find(
            ConfigurationPropertyName name, List<ConfigurationPropertySource> names) {
        for (ConfigurationPropertySource source : names) {
            ConfigurationProperty found = source.getConfigurationProperty(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A text with its placeholders filled in for comparing: one for a random value stays as it is. */
    String comparable(String text) {
        return text.contains("${") ? comparing.resolvePlaceholders(text) : text;
    }

    /** A property's value as the environment shows it, for comparing, or null if there is none. */
    @Nullable
    String shown(ConfigurationPropertyName name) {
        return shown(find(name));
    }

    /** As the other one, of a property that was found already. */
    @Nullable
    String shown(@Nullable ConfigurationProperty property) {
        String text = property == null ? null : String.valueOf(property.getValue());
        return text == null ? null : comparable(text);
    }

    /** The place of the document that a name is read from, or less than 0 if it is read from elsewhere. */
    int place(ConfigurationPropertyName name) {
        for (Stratum stratum : strata) {
            ConfigurationPropertySource source = stratum.names();
            if (source != null && source.getConfigurationProperty(name) != null) {
                return stratum.place();
            }
        }
        return -1;
    }

    /** The sources, the highest first. */
    List<Stratum> strata() {
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
     * What was made for this generation.
     *
     * @param key a participant's key
     * @return the object, or null if there is none
     */
    public @Nullable Object prepared(Object key) {
        return prepared.get(key);
    }

    /** What was made for this generation, all of it. */
    void prepared(Map<Object, Object> all) {
        prepared = Map.copyOf(all);
    }

    Map<Object, Object> allPrepared() {
        return prepared;
    }

    /**
     * Binds as Spring Boot does.
     *
     * @return the binder of this copy
     */
    public Binder binder() {
        Binder known = binder;
        if (known == null) {
            known = conversions.binder(names, placeholders);
            binder = known;
        }
        return known;
    }

    /**
     * Binds as Spring Boot does what is below a prefix.
     *
     * @param prefix what the names begin with
     * @param target what to bind
     * @param handler takes part in it
     * @return the object
     */
    Object bind(ConfigurationPropertyName prefix, Bindable<Object> target, BindHandler handler) {
        List<ConfigurationPropertySource> below = strata.stream()
                .map(stratum -> stratum.below(prefix))
                .filter(Objects::nonNull)
                .toList();
        return scoped.bind(new ScopedBinder.Reading(below, placeholders), prefix, target, handler);
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
    public <T> T value(Class<T> type) {
        Object made = prepared.get(type);
        return type.cast(made == null ? values.bind(type, this) : made);
    }

    @Override
    public <T> T bind(String prefix, Class<T> type) {
        return binder().bindOrCreate(prefix, Bindable.of(type));
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
