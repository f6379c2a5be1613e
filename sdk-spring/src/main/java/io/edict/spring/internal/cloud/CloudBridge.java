package io.edict.spring.internal.cloud;

import io.edict.spring.EdictProperties;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.internal.reload.Reaction;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
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
    private final ObjectProvider<ConfigurationPropertiesBeans> rebound;
    private volatile Covered covered = new Covered(Set.of(), List.of());

    /** What Spring Cloud binds anew: the beans, and what their properties' names begin with. */
    private record Covered(Set<String> beans, List<ConfigurationPropertyName> prefixes) {}

    /**
     * Tells a context's Spring Cloud.
     *
     * @param context the context
     * @param settings what is told
     * @param scope the refresh scope, if there is one
     * @param rebound the beans that Spring Cloud binds anew upon its event
     */
    public CloudBridge(
            ConfigurableApplicationContext context,
            EdictProperties.Cloud settings,
            ObjectProvider<RefreshScope> scope,
            ObjectProvider<ConfigurationPropertiesBeans> rebound) {
        this.context = context;
        this.settings = settings;
        this.scope = scope;
        this.rebound = rebound;
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
        ConfigurationPropertiesBeans beans = rebound.getIfAvailable();
        if (beans == null || !settings.environmentChangeEvent()) {
            return false;
        }
        Covered known = covered;
        Set<String> names = Set.copyOf(beans.getBeanNames());
        if (!known.beans().equals(names)) {
            known = new Covered(names, names.stream().flatMap(this::prefix).toList());
            covered = known;
        }
        ConfigurationPropertyName property = ConfigurationPropertyName.adapt(name, '.');
        return known.prefixes().stream().anyMatch(prefix -> prefix.isAncestorOf(property));
    }

    private Stream<ConfigurationPropertyName> prefix(String bean) {
        ConfigurationPropertiesBean properties = context.containsBean(bean)
                ? ConfigurationPropertiesBean.get(context, context.getBean(bean), bean)
                : null;
        return properties == null || properties.asBindTarget().getBindMethod() == BindMethod.VALUE_OBJECT
                ? Stream.empty()
                : Stream.of(ConfigurationPropertyName.of(properties.getAnnotation().prefix()));
    }
}
