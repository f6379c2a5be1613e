package io.edict.spring.internal.importing;

import io.edict.spring.internal.env.DocumentPropertySource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigData.Option;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;

/**
 * Loads a document as a property source that shows the version in force from then on. A document can neither import others
 * nor change profiles: who publishes it would else decide what the application reads.
 */
final class EdictDataLoader implements ConfigDataLoader<EdictResource> {
    /** Called by Spring Boot. */
    EdictDataLoader() {}

    @Override
    public @Nullable ConfigData load(ConfigDataLoaderContext context, EdictResource resource) {
        EdictResource.Wanted wanted = resource.wanted();
        SharedClient client = BootstrapBridge.of(context).find(SharedClient.class);
        DocumentPropertySource source = wanted == null || client == null ? null : client.load(wanted);
        if (wanted == null || source == null) {
            return ConfigData.EMPTY;
        }
        return wanted.variant()
                ? new ConfigData(
                        List.of(source), Option.IGNORE_IMPORTS, Option.IGNORE_PROFILES, Option.PROFILE_SPECIFIC)
                : new ConfigData(List.of(source), Option.IGNORE_IMPORTS, Option.IGNORE_PROFILES);
    }
}
