package io.edict.spring.internal.autoconfigure;

import io.edict.spring.internal.actuate.Boot3HealthIndicator;
import io.edict.spring.internal.actuate.EdictHealth;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.reload.Reload;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/** Health on Spring Boot 3. */
@AutoConfiguration
@ConditionalOnClass(name = Boot3HealthIndicator.TYPE)
@ConditionalOnBooleanProperty(name = "edict.enabled", matchIfMissing = true)
@Conditional(HealthEnabled.class)
public final class EdictHealthBoot3AutoConfiguration {
    EdictHealthBoot3AutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "edictHealthIndicator")
    Boot3HealthIndicator edictHealthIndicator(
            ObjectProvider<ClientHandle> handle,
            ObjectProvider<Reload> reload,
            Environment environment,
            ApplicationContext context) {
        return new Boot3HealthIndicator(
                new EdictHealth(handle, reload, Settings.of(handle, environment).health(), System::nanoTime),
                Objects.requireNonNull(context.getClassLoader()));
    }
}
