package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.reload.PinnedEnvironment;
import io.edict.spring.internal.reload.Reload;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Reads live values out of the generation that a view shows, where they were put when the generation was made. What was
 * imported is the one generation that was not made, and is bound when somebody asks for a value of it.
 */
final class GenerationValues implements LiveValues {
    private final Reload reload;

    GenerationValues(Reload reload) {
        this.reload = reload;
    }

    @Override
    public boolean has(Class<?> type) {
        return reload.liveTypes().contains(type);
    }

    @Override
    public Object value(Class<?> type, EnvironmentView view) {
        Object made = view instanceof PinnedEnvironment pinned ? pinned.prepared(type) : null;
        return made != null ? made : view.bind(prefix(type), type);
    }

    private static String prefix(Class<?> type) {
        return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
                .get(ConfigurationProperties.class)
                .getString(MergedAnnotation.VALUE);
    }
}
