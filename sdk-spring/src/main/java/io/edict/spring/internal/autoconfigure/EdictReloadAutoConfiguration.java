package io.edict.spring.internal.autoconfigure;

import io.edict.spring.EdictProperties;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.reload.DefaultReload;
import io.edict.spring.internal.reload.JavaBeans;
import io.edict.spring.internal.reload.LiveRegistrar;
import io.edict.spring.internal.reload.Reload;
import io.edict.spring.internal.reload.ValueFields;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Live values, and whatever else follows the published version while the application runs. */
@AutoConfiguration(after = EdictAutoConfiguration.class)
public final class EdictReloadAutoConfiguration {
    private static final String RELOAD = "edictReload";

    /** For Spring. */
    EdictReloadAutoConfiguration() {}

    @Bean
    static LiveRegistrar edictLiveRegistrar() {
        return new LiveRegistrar(RELOAD);
    }

    @Bean(RELOAD)
    @ConditionalOnMissingBean(Reload.class)
    static DefaultReload edictReload(ObjectProvider<ClientHandle> handle, ConfigurableApplicationContext context) {
        return new DefaultReload(handle.getIfAvailable(), context);
    }

    @Bean
    static JavaBeans edictJavaBeans(
            DefaultReload reload, ObjectProvider<ClientHandle> handle, ConfigurableApplicationContext context) {
        EdictProperties settings = Settings.of(handle, context.getEnvironment());
        return new JavaBeans(reload, context.getBeanFactory(), settings.reload().javaBeans());
    }

    @Bean
    @ConditionalOnBooleanProperty("edict.reload.value-annotations")
    static ValueFields edictValueFields(ConfigurableListableBeanFactory factory) {
        return new ValueFields(factory);
    }
}
