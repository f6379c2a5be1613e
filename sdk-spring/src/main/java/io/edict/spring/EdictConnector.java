package io.edict.spring;

import io.edict.plain.ClientBuilder;

/**
 * Says which store the client is of, in place of {@code edict.servers}: a store in memory for tests, a directory of files, a
 * cluster with settings that properties cannot express. Registered before the application starts:
 * {@code application.addBootstrapRegistryInitializer(registry -> registry.register(EdictConnector.class, …))}.
 */
@FunctionalInterface
public interface EdictConnector {
    /**
     * Begins to build the client; the adapter sets times and the directory for local copies afterwards.
     *
     * @param properties the adapter's settings
     * @return a builder, new for each call
     */
    ClientBuilder connect(EdictProperties properties);
}
