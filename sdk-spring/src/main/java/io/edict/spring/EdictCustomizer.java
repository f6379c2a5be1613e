package io.edict.spring;

import io.edict.plain.ClientBuilder;

/**
 * Changes the client before it starts: keys of encrypted values, trusted publishers, an author. Registered before the
 * application starts, like {@link EdictConnector}, in the bootstrap registry.
 */
@FunctionalInterface
public interface EdictCustomizer {
    /**
     * Changes the client.
     *
     * @param builder has the settings of {@code edict.*} already
     */
    void customize(ClientBuilder builder);
}
