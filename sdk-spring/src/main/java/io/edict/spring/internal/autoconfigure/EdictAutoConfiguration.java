package io.edict.spring.internal.autoconfigure;

import io.edict.spring.EdictProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The adapter's settings. */
@AutoConfiguration
@EnableConfigurationProperties(EdictProperties.class)
public final class EdictAutoConfiguration {
    /** For Spring. */
    EdictAutoConfiguration() {}
}
