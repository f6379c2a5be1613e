package io.edict.spring.internal.autoconfigure;

import io.edict.spring.internal.actuate.EdictEndpoint;
import io.edict.spring.internal.actuate.EdictEndpointProperties;
import io.edict.spring.internal.actuate.EdictEndpointWebExtension;
import io.edict.spring.internal.actuate.SecretSanitizer;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.listen.ConfigListeners;
import io.edict.spring.internal.reload.Reload;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The endpoint {@code edict}, and the masking of secrets in Spring Boot's own endpoints. */
@AutoConfiguration
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBooleanProperty(name = "edict.enabled", matchIfMissing = true)
public final class EdictEndpointAutoConfiguration {
    EdictEndpointAutoConfiguration() {}

    @Bean
    SecretSanitizer edictSecretSanitizer(ObjectProvider<ClientHandle> handle) {
        return new SecretSanitizer(handle);
    }

    /** Where the endpoint is available. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnAvailableEndpoint(EdictEndpoint.class)
    static class Available {
        @Bean
        @ConditionalOnMissingBean
        EdictEndpoint edictEndpoint(
                ObjectProvider<ClientHandle> handle,
                ObjectProvider<Reload> reload,
                ObjectProvider<ConfigListeners> listeners,
                ObjectProvider<SanitizingFunction> sanitizing,
                Environment environment) {
            return new EdictEndpoint(
                    handle,
                    reload,
                    listeners,
                    sanitizing.orderedStream().toList(),
                    EdictEndpointProperties.in(environment).showValues());
        }

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean(EdictEndpoint.class)
        EdictEndpointWebExtension edictEndpointWebExtension(EdictEndpoint endpoint, Environment environment) {
            EdictEndpointProperties properties = EdictEndpointProperties.in(environment);
            return new EdictEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
        }
    }
}
