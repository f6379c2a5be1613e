package io.edict.spring.internal.autoconfigure;

import io.edict.spring.internal.actuate.EdictHealth;
import io.edict.spring.internal.actuate.EdictHealthIndicator;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.reload.Reload;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/** Health on Spring Boot 4. */
@AutoConfiguration
@ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
@ConditionalOnBooleanProperty(name = "edict.enabled", matchIfMissing = true)
@Conditional(HealthEnabled.class)
public final class EdictHealthAutoConfiguration {
    EdictHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "edictHealthIndicator")
    EdictHealthIndicator edictHealthIndicator(
            ObjectProvider<ClientHandle> handle, ObjectProvider<Reload> reload, Environment environment) {
        return new EdictHealthIndicator(
                new EdictHealth(handle, reload, Settings.of(handle, environment).health(), System::nanoTime));
    }
}
