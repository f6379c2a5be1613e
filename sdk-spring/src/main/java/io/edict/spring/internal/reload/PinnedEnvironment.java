package io.edict.spring.internal.reload;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Part;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySourcesPropertyResolver;

/**
 * A copy of the environment's property sources in which Edict's show one generation for good. What is bound from it is whole,
 * whatever is committed meanwhile, and Spring Boot's caches of names, which belong to instances of sources, start afresh.
 */
public final class PinnedEnvironment implements EnvironmentView {
    /** What Spring Boot attaches to an environment in order to bind from it; it reads the sources of the original. */
    private static final String ATTACHED = "configurationProperties";

    private final Generation generation;
    private final MutablePropertySources sources = new MutablePropertySources();
    private final PropertySourcesPropertyResolver resolver = new PropertySourcesPropertyResolver(sources);
    private final Binder binder;

    /**
     * Pins an environment.
     *
     * @param environment the environment
     * @param generation what Edict's sources are to show
     * @param binders makes a binder for sources
     */
    public PinnedEnvironment(
            ConfigurableEnvironment environment,
            Generation generation,
            Function<MutablePropertySources, Binder> binders) {
        this.generation = generation;
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof DocumentPropertySource ours) {
                sources.addLast(ours.reading(() -> generation));
            } else if (!source.getName().equals(ATTACHED)) {
                sources.addLast(source);
            }
        }
        this.binder = binders.apply(sources);
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
     * The sources, in order.
     *
     * @return the copy, not to be changed
     */
    public MutablePropertySources sources() {
        return sources;
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
