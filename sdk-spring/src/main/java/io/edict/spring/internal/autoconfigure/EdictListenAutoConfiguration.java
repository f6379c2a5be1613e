package io.edict.spring.internal.autoconfigure;

import io.edict.ConfigClient;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.listen.ChangeEvents;
import io.edict.spring.internal.listen.ClientEvents;
import io.edict.spring.internal.listen.ConfigListeners;
import io.edict.spring.internal.listen.LoggingLevels;
import io.edict.spring.internal.reload.Reload;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Makes the beans that hear of changes: annotated methods, Spring's events, logging levels. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "edict.enabled", matchIfMissing = true)
public final class EdictListenAutoConfiguration {
    EdictListenAutoConfiguration() {}

    @Bean
    ConfigListeners edictConfigListeners(
            ConfigurableApplicationContext context,
            ObjectProvider<Reload> reload,
            ObjectProvider<ClientHandle> handle) {
        return new ConfigListeners(
                context,
                reload,
                handle.getIfAvailable() != null,
                Settings.of(handle, context.getEnvironment()).slowListenerAfter());
    }

    @Bean
    ChangeEvents edictChangeEvents(ConfigurableApplicationContext context) {
        return new ChangeEvents(context);
    }

    @Bean
    ClientEvents edictClientEvents(ConfigurableApplicationContext context, ObjectProvider<ConfigClient> client) {
        return new ClientEvents(context, client);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "edict.reload.logging-levels", matchIfMissing = true)
    LoggingLevels edictLoggingLevels(
            ConfigurableApplicationContext context,
            ObjectProvider<LoggingSystem> system,
            ObjectProvider<LoggerGroups> groups) {
        return new LoggingLevels(
                system.getIfAvailable(() -> LoggingSystem.get(context.getClass().getClassLoader())),
                groups.getIfAvailable(LoggerGroups::new));
    }
}
