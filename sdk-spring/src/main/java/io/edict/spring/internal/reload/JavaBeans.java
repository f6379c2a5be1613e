package io.edict.spring.internal.reload;

import io.edict.spring.EdictProperties;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.Reloadable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.Ordered;

/**
 * Changes beans with setters in place. What they are to become was bound and validated as a whole before the version came into
 * force; only properties that differ between two such objects are set, so that what the application itself set stays.
 */
public final class JavaBeans implements Reaction, Ordered {
    private static final Logger log = LoggerFactory.getLogger(JavaBeans.class);

    private final DefaultReload reload;
    private final ConfigurableListableBeanFactory factory;
    private final EdictProperties.Reload.JavaBeans which;

    /** Found at the first use, when all beans are there. */
    private volatile @Nullable List<Target> targets;

    /**
     * A bean.
     *
     * @param name its name
     * @param type its class
     * @param properties which properties can be set
     */
    private record Target(String name, LiveType type, SetProperties properties) {}

    /**
     * Changes nothing yet.
     *
     * @param reload knows the types
     * @param factory the beans
     * @param which which beans are changed
     */
    public JavaBeans(
            DefaultReload reload, ConfigurableListableBeanFactory factory, EdictProperties.Reload.JavaBeans which) {
        this.reload = reload;
        this.factory = factory;
        this.which = which;
    }

    @Override
    public int getOrder() {
        return JAVA_BEANS;
    }

    private List<Target> targets() {
        List<Target> known = targets;
        if (known == null) {
            known = new ArrayList<>();
            for (LiveType type : reload.types()) {
                if (isWanted(type)) {
                    find(type, known);
                }
            }
            targets = known;
        }
        return known;
    }

    private boolean isWanted(LiveType type) {
        return switch (which) {
            case OFF -> false;
            case ANNOTATED -> !type.byConstructor() && type.type().isAnnotationPresent(Reloadable.class);
            case ALL -> !type.byConstructor();
        };
    }

    private void find(LiveType type, List<Target> into) {
        SetProperties properties = new SetProperties(type);
        for (String name : factory.getBeanNamesForType(type.type(), false, false)) {
            if (isOfClass(name, type.type())) {
                into.add(new Target(name, type, properties));
            }
        }
        if (!properties.fixed().isEmpty()) {
            log.warn(
                    "{} does not follow {}, which have no setters; add some, or make it a record and inject Live",
                    type.type().getName(),
                    properties.fixed());
        }
    }

    /** Whether a bean is a singleton that the container makes of its class, and not of a method. */
    private boolean isOfClass(String name, Class<?> type) {
        if (!factory.containsBeanDefinition(name)) {
            return false;
        }
        BeanDefinition definition = factory.getMergedBeanDefinition(name);
        return definition.isSingleton()
                && definition.getFactoryMethodName() == null
                && type.getName().equals(definition.getBeanClassName());
    }

    @Override
    public void applied(EnvironmentChange change) {
        for (Target target : targets()) {
            if (change.initial() || change.touches(target.type().prefix().toString())) {
                apply(target, change);
            }
        }
    }

    private void apply(Target target, EnvironmentChange change) {
        Object bean = factory.getSingleton(target.name());
        if (bean == null) {
            return; // made later, of what is in force then
        }
        Class<?> type = target.type().type();
        Object before = change.initial() ? bean : change.before().value(type);
        synchronized (target) {
            target.properties().set(bean, before, change.after().value(type), change);
        }
    }

    @Override
    public boolean covers(String name) {
        ConfigurationPropertyName wanted = Names.of(name);
        return targets().stream()
                .anyMatch(target ->
                        target.type().covers(wanted) && !target.properties().isFixed(wanted));
    }
}
