package io.edict.spring.internal.reload;

import io.edict.spring.internal.autoconfigure.EdictAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictReloadAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** What an application needs in order to follow versions, and nothing else. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    EdictAutoConfiguration.class,
    EdictReloadAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class
})
class Following {}
