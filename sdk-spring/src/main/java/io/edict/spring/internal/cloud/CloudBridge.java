package io.edict.spring.internal.cloud;

import io.edict.spring.EdictProperties;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.internal.reload.Reaction;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
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

    /**
     * Tells a context's Spring Cloud.
     *
     * @param context the context
     * @param settings what is told
     * @param scope the refresh scope, if there is one
     */
    public CloudBridge(
            ConfigurableApplicationContext context, EdictProperties.Cloud settings, ObjectProvider<RefreshScope> scope) {
        this.context = context;
        this.settings = settings;
        this.scope = scope;
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
}
