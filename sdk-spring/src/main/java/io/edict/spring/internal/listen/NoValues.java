package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentView;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.MergedAnnotations;

/** Where nothing is imported: no method is called, but what it asks for is looked at all the same. */
final class NoValues implements LiveValues {
    @Override
    public boolean has(Class<?> type) {
        return MergedAnnotations.from(type).isPresent(ConfigurationProperties.class);
    }

    @Override
    public Object value(Class<?> type, EnvironmentView view) {
        throw new IllegalStateException("Nothing is imported");
    }
}
