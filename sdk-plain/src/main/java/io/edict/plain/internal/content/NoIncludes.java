package io.edict.plain.internal.content;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;

/** Refuses every kind of include: text from the store reads no file, resource or address. */
final class NoIncludes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        throw new RefusedException();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        throw new RefusedException();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw new RefusedException();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw new RefusedException();
    }

    /** An include was met. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
