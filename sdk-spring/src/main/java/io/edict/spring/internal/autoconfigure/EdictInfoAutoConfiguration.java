package io.edict.spring.internal.autoconfigure;

import io.edict.spring.internal.actuate.EdictInfoContributor;
import io.edict.spring.internal.importing.ClientHandle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** What the endpoint {@code info} says, if {@code management.info.edict.enabled} is set. */
@AutoConfiguration
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnBooleanProperty(name = "edict.enabled", matchIfMissing = true)
public final class EdictInfoAutoConfiguration {
    EdictInfoAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnEnabledInfoContributor(value = "edict", fallback = InfoContributorFallback.DISABLE)
    EdictInfoContributor edictInfoContributor(ObjectProvider<ClientHandle> handle) {
        return new EdictInfoContributor(handle);
    }
}
