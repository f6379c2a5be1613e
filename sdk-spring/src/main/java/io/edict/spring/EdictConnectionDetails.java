package io.edict.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the store is, in place of {@code edict.servers}. Looked for in the bootstrap registry when the first import is
 * resolved; a bean of this type comes too late for imports and has no effect.
 */
public interface EdictConnectionDetails extends ConnectionDetails {
    /**
     * ZooKeeper's connect string.
     *
     * @return {@code host:port}, several separated by commas
     */
    String servers();

    /**
     * The SSL bundle to encrypt with.
     *
     * @return its name, or null for none
     */
    default @Nullable String sslBundle() {
        return null;
    }
}
