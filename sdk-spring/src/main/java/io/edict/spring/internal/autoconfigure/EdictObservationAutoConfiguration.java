package io.edict.spring.internal.autoconfigure;

import io.edict.spring.internal.actuate.ReloadObservations;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Observes reloads, where there is a registry of observations. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "edict.enabled", matchIfMissing = true)
public final class EdictObservationAutoConfiguration {
    EdictObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ReloadObservations edictReloadObservations(ObjectProvider<ObservationRegistry> registry) {
        return new ReloadObservations(registry);
    }
}
