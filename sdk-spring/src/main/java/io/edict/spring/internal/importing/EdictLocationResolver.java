package io.edict.spring.internal.importing;

import io.edict.spring.EdictProperties;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.Profiles;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.util.ClassUtils;

/**
 * Says which documents {@code edict:} stands for. All of it happens when the profiles are known: then the files that may
 * hold settings have been read also for an import on the command line, and what failed is not tried a second time.
 */
final class EdictLocationResolver implements ConfigDataLocationResolver<EdictResource> {
    private final DeferredLogFactory logs;

    /**
     * Called by Spring Boot.
     *
     * @param logs for what is to be logged before there is logging
     */
    EdictLocationResolver(DeferredLogFactory logs) {
        this.logs = logs;
    }

    @Override
    public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        return location.hasPrefix(ImportLocation.PREFIX);
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
        if (!properties.enabled() || isForSpringCloudsBootstrap(binder)) {
            return List.of(EdictResource.nothing());
        }
        BootstrapBridge bootstrap = BootstrapBridge.of(context);
        Log log = logs.getLog(SharedClient.class);
        SharedClient client =
                SharedClient.in(bootstrap, properties, made -> new Connecting(made, bootstrap, binder, log), log);
        List<EdictResource> resources = new Expansion(location, properties, binder).documents(profiles);
        client.expect(resources);
        return resources;
    }

    /**
     * Spring Cloud's older way, where it is on, starts an application of its own before the real one, with the same settings;
     * its context never ends. What it imported would not reach the real one, which imports the same itself.
     */
    private static boolean isForSpringCloudsBootstrap(Binder binder) {
        boolean old = Stream.of("spring.cloud.bootstrap.enabled", "spring.config.use-legacy-processing")
                        .anyMatch(name -> binder.bind(name, Boolean.class).orElse(false))
                || ClassUtils.isPresent("org.springframework.cloud.bootstrap.marker.Marker", null);
        String name = binder.bind("spring.cloud.bootstrap.name", String.class).orElse("bootstrap");
        return old
                && name.equals(binder.bind("spring.config.name", String.class).orElse(""));
    }
}
