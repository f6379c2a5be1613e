package io.edict.spring.internal.autoconfigure;

import io.edict.spring.internal.cloud.CloudBridge;
import io.edict.spring.internal.importing.ClientHandle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Tells Spring Cloud of changes, where it is present. */
@AutoConfiguration
@ConditionalOnClass({EnvironmentChangeEvent.class, RefreshScope.class})
@ConditionalOnBooleanProperty(name = "edict.enabled", matchIfMissing = true)
public final class EdictCloudAutoConfiguration {
    EdictCloudAutoConfiguration() {}

    @Bean
    CloudBridge edictCloudBridge(
            ConfigurableApplicationContext context,
            ObjectProvider<ClientHandle> handle,
            ObjectProvider<RefreshScope> scope,
            ObjectProvider<ConfigurationPropertiesBeans> rebound) {
        return new CloudBridge(
                context, Settings.of(handle, context.getEnvironment()).cloud(), scope, rebound);
    }
}
