package io.edict.spring.internal.testing;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.spring.EnvironmentView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.AbstractPropertyResolver;

/** A view of properties, made by hand. */
public final class FakeView extends AbstractPropertyResolver implements EnvironmentView {
    private final Map<String, Object> properties;
    private final List<Object> values;

    private FakeView(Map<String, Object> properties, List<Object> values) {
        this.properties = properties;
        this.values = values;
    }

    /** A view of these properties and no other. */
    public static FakeView of(Map<String, Object> properties) {
        return new FakeView(Map.copyOf(properties), List.of());
    }

    /** With values of live types. */
    public FakeView with(Object... lives) {
        return new FakeView(properties, List.of(lives));
    }

    @Override
    public <T> T value(Class<T> type) {
        return values.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public Optional<VersionInfo> version(DocumentId document) {
        return Optional.empty();
    }

    @Override
    public <T> T bind(String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, Bindable.of(type));
    }

    @Override
    public <T> @Nullable T getProperty(String key, Class<T> targetType) {
        Object value = properties.get(key);
        return value == null ? null : convertValueIfNecessary(value, targetType);
    }

    @Override
    protected @Nullable String getPropertyAsRawString(String key) {
        return getProperty(key, String.class);
    }
}
