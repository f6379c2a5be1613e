package io.edict.spring.internal.cloud;

import io.edict.spring.EdictProperties.Reload.JavaBeans;
import io.edict.spring.Reloadable;
import io.edict.spring.internal.reload.Reload;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Spring Cloud's rebinder, held back. It binds anew only beans that a changed name belongs to, whose class was bound and
 * validated before the version came into force, and that Edict does not change itself; so no data source of a library is
 * touched, no bean is emptied for somebody else's change, and one that cannot be bound keeps no other from it.
 *
 * <p>How it binds a bean stays Spring Cloud's way: in place, with defaults to be seen meanwhile.
 */
public final class SafeRebinder extends ConfigurationPropertiesRebinder {
    private static final Logger log = LoggerFactory.getLogger(SafeRebinder.class);

    private final ConfigurableApplicationContext context;
    private final ReboundBeans beans;

    /**
     * Takes the place of Spring Cloud's rebinder.
     *
     * @param beans the beans that Spring Cloud would bind anew
     * @param context the context
     * @param reload tells which classes were validated
     * @param javaBeans which beans Edict changes itself
     */
    public SafeRebinder(
            ConfigurationPropertiesBeans beans,
            ConfigurableApplicationContext context,
            ObjectProvider<Reload> reload,
            JavaBeans javaBeans) {
        super(beans);
        this.context = context;
        this.beans = new ReboundBeans(
                context,
                beans::getBeanNames,
                type -> reload.getObject().liveTypes().contains(type) && !isChangedByEdict(type, javaBeans));
    }

    private static boolean isChangedByEdict(Class<?> type, JavaBeans javaBeans) {
        return switch (javaBeans) {
            case OFF -> false;
            case ANNOTATED -> type.isAnnotationPresent(Reloadable.class);
            case ALL -> true;
        };
    }

    ReboundBeans beans() {
        return beans;
    }

    @Override
    public void onApplicationEvent(EnvironmentChangeEvent event) {
        if (event.getSource() != context && !event.getKeys().equals(event.getSource())) {
            return; // another context's; an old form of the event has the keys for its source
        }
        List<ConfigurationPropertyName> changed = event.getKeys().stream()
                .map(key -> ConfigurationPropertyName.adapt(key, '.'))
                .toList();
        beans.prefixes().forEach((name, prefix) -> {
            if (changed.stream().anyMatch(prefix::isAncestorOf)) {
                bindAnew(name);
            }
        });
    }

    private void bindAnew(String name) {
        try {
            rebind(name);
        } catch (RuntimeException e) {
            log.warn(
                    "Bean {} could not be bound anew and may be half of one version and half of another ({}); make it a record"
                            + " and inject Live",
                    name,
                    e.getClass().getName());
        }
    }
}
