package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import org.jspecify.annotations.Nullable;

/** A configuration, with the index of its values if reading them has made one on the way. Immutable. */
public final class IndexedConfig {
    private final Config config;
    private final @Nullable PathIndex index;

    IndexedConfig(Config config, @Nullable PathIndex index) {
        this.config = config;
        this.index = index;
    }

    /**
     * A configuration.
     *
     * @param config the configuration
     * @return the same, not indexed yet
     */
    public static IndexedConfig of(Config config) {
        return new IndexedConfig(config, null);
    }

    /**
     * The configuration.
     *
     * @return the configuration
     */
    public Config config() {
        return config;
    }

    /** The index, made now if there is none; only of what is completely resolved. */
    PathIndex index() {
        return index == null ? PathIndex.of(config.root()) : index;
    }
}
