package io.edict.spring.internal.cloud;

import io.edict.spring.EdictProperties;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.internal.reload.Reaction;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Tells Spring Cloud of a generation that changed anything: first its event, upon which it binds its beans anew, then its
 * refresh scope. Never the event that has it read all files again.
 */
public final class CloudBridge implements Reaction, Ordered {
    private final ConfigurableApplicationContext context;
    private final EdictProperties.Cloud settings;
    private final ObjectProvider<RefreshScope> scope;
    private final ObjectProvider<ConfigurationPropertiesRebinder> rebinder;

    /** Made at the first use; made twice, it is the same. */
    private volatile @Nullable ReboundBeans rebound;

    /**
     * Tells a context's Spring Cloud.
     *
     * @param context the context
     * @param settings what is told
     * @param scope the refresh scope, if there is one
     * @param rebinder what binds beans anew upon the event, if it is there
     */
    public CloudBridge(
            ConfigurableApplicationContext context,
            EdictProperties.Cloud settings,
            ObjectProvider<RefreshScope> scope,
            ObjectProvider<ConfigurationPropertiesRebinder> rebinder) {
        this.context = context;
        this.settings = settings;
        this.scope = scope;
        this.rebinder = rebinder;
    }

    @Override
    public int getOrder() {
        return CLOUD;
    }

    @Override
    public void applied(EnvironmentChange change) {
        Set<String> keys = change.changedKeys();
        if (keys.isEmpty() || !context.isActive()) {
            return;
        }
        try {
            if (settings.environmentChangeEvent()) {
                // Its listeners look at the source and take no event of another context.
                context.publishEvent(new EnvironmentChangeEvent(context, keys));
            }
        } finally {
            if (settings.refreshScope()) {
                scope.ifAvailable(RefreshScope::refreshAll);
            }
        }
    }

    /**
     * Tells whether a bean with setters that Spring Cloud binds anew has such a property. Which properties beans in refresh scope
     * read, nobody knows.
     */
    @Override
    public boolean covers(String name) {
        if (!settings.environmentChangeEvent()) {
            return false;
        }
        ReboundBeans beans = rebound;
        if (beans == null) {
            beans = rebound();
            rebound = beans;
        }
        return beans.cover(name);
    }

    private ReboundBeans rebound() {
        ConfigurationPropertiesRebinder found = rebinder.getIfAvailable();
        return found instanceof SafeRebinder safe
                ? safe.beans()
                : new ReboundBeans(context, () -> found == null ? Set.of() : found.getBeanNames(), type -> true);
    }
}
