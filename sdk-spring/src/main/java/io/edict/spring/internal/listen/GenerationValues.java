package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.reload.PinnedEnvironment;
import io.edict.spring.internal.reload.Reload;
import org.jspecify.annotations.Nullable;

/** Reads live values out of the generation that a view shows, where they were put when the generation was made. */
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
    public @Nullable Object value(Class<?> type, EnvironmentView view) {
        return view instanceof PinnedEnvironment pinned
                ? pinned.pinned().prepared(type)
                : reload.live(type).get();
    }
}
