package io.edict.spring.internal.autoconfigure;

import io.edict.spring.EdictProperties;
import io.edict.spring.internal.cloud.CloudBridge;
import io.edict.spring.internal.cloud.SafeRebinder;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.reload.Reload;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Tells Spring Cloud of changes, where it is present. */
@AutoConfiguration(before = ConfigurationPropertiesRebinderAutoConfiguration.class)
@ConditionalOnClass({EnvironmentChangeEvent.class, RefreshScope.class})
@ConditionalOnBooleanProperty(name = "edict.enabled", matchIfMissing = true)
public final class EdictCloudAutoConfiguration {
    EdictCloudAutoConfiguration() {}

    @Bean
    CloudBridge edictCloudBridge(
            ConfigurableApplicationContext context,
            ObjectProvider<ClientHandle> handle,
            ObjectProvider<RefreshScope> scope,
            ObjectProvider<ConfigurationPropertiesRebinder> rebinder) {
        return new CloudBridge(
                context, Settings.of(handle, context.getEnvironment()).cloud(), scope, rebinder);
    }

    @Bean
    @ConditionalOnBooleanProperty("edict.cloud.safe-rebinder")
    @ConditionalOnMissingBean(value = ConfigurationPropertiesRebinder.class, search = SearchStrategy.CURRENT)
    SafeRebinder configurationPropertiesRebinder(
            ConfigurationPropertiesBeans beans,
            ConfigurableApplicationContext context,
            ObjectProvider<Reload> reload,
            ObjectProvider<ClientHandle> handle) {
        EdictProperties settings = Settings.of(handle, context.getEnvironment());
        return new SafeRebinder(beans, context, reload, settings.reload().javaBeans());
    }
}
