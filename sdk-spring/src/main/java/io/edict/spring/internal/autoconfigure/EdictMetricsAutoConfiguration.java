package io.edict.spring.internal.autoconfigure;

import io.edict.plain.micrometer.EdictMetrics;
import io.edict.spring.internal.actuate.ClientMeters;
import io.edict.spring.internal.actuate.ListenerMeters;
import io.edict.spring.internal.actuate.ReloadMeters;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.listen.ConfigListeners;
import io.edict.spring.internal.reload.Reload;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters of the client and of the adapter, where there is a registry. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "edict.enabled", matchIfMissing = true)
public final class EdictMetricsAutoConfiguration {
    EdictMetricsAutoConfiguration() {}

    /** Whoever has meters of a client made has them made as wanted. */
    @Bean
    @ConditionalOnMissingBean({ClientMeters.class, EdictMetrics.class})
    ClientMeters edictClientMeters(ObjectProvider<ClientHandle> handle) {
        return new ClientMeters(handle);
    }

    @Bean
    @ConditionalOnMissingBean
    ReloadMeters edictReloadMeters(ObjectProvider<Reload> reload, ObjectProvider<ObservationRegistry> observations) {
        ObservationRegistry registry = observations.getIfAvailable();
        return new ReloadMeters(reload, registry != null && !registry.isNoop());
    }

    @Bean
    @ConditionalOnMissingBean
    ListenerMeters edictListenerMeters(ObjectProvider<ConfigListeners> listeners) {
        return new ListenerMeters(listeners);
    }
}
