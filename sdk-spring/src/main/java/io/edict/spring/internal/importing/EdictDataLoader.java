package io.edict.spring.internal.importing;

import io.edict.spring.internal.env.DocumentPropertySource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigData.Option;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;

/** Loads a document as a property source that shows the version in force from then on. */
final class EdictDataLoader implements ConfigDataLoader<EdictResource> {
    EdictDataLoader() {}

    @Override
    public ConfigData load(ConfigDataLoaderContext context, EdictResource resource) {
        ImportedDocument imported = resource.imported();
        SharedClient client = BootstrapBridge.of(context).find(SharedClient.class);
        if (imported == null || client == null) {
            return ConfigData.EMPTY;
        }
        DocumentPropertySource source = client.load(imported);
        List<Option> options = new ArrayList<>(List.of(Option.IGNORE_IMPORTS, Option.IGNORE_PROFILES));
        if (resource.profileSpecific()) {
            options.add(Option.PROFILE_SPECIFIC);
        }
        return new ConfigData(List.of(source), options.toArray(Option[]::new));
    }
}
