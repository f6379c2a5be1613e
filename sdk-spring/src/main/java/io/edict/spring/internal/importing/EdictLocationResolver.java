package io.edict.spring.internal.importing;

import io.edict.DocumentId;
import io.edict.spring.EdictProperties;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.Profiles;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Says which documents {@code edict:} stands for. All of it happens when the profiles are known: only then every file that
 * may hold a setting has been read, wherever the import stands, and what failed is not tried a second time.
 */
final class EdictLocationResolver implements ConfigDataLocationResolver<EdictResource> {
    static final String PREFIX = "edict:";

    EdictLocationResolver() {}

    @Override
    public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        return location.hasPrefix(PREFIX);
    }

    @Override
    public List<EdictResource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        return List.of();
    }

    @Override
    public List<EdictResource> resolveProfileSpecific(
            ConfigDataLocationResolverContext context, ConfigDataLocation location, Profiles profiles) {
        Binder binder = context.getBinder();
        EdictProperties properties = binder.bindOrCreate("edict", EdictProperties.class);
        if (!properties.enabled()) {
            return List.of(EdictResource.nothing());
        }
        SharedClient.in(BootstrapBridge.of(context), properties);
        List<EdictResource> resources = new ArrayList<>();
        DocumentId id = DocumentId.of(location.getNonPrefixedValue(PREFIX));
        resources.add(EdictResource.of(new ImportedDocument(id, location.toString(), location.isOptional()), false));
        for (String profile : profiles) {
            DocumentId variant = new DocumentId(id.namespace(), id.name() + properties.profileSeparator() + profile);
            resources.add(EdictResource.of(new ImportedDocument(variant, location.toString(), true), true));
        }
        return resources;
    }
}
