package io.edict.spring.internal.cloud;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;

/** The beans with setters that Spring Cloud binds anew in place, and what their properties' names begin with. */
final class ReboundBeans {
    private final ConfigurableApplicationContext context;
    private final Supplier<Set<String>> beans;
    private final Predicate<Class<?>> which;
    private volatile Known known = new Known(Set.of(), Map.of());

    private record Known(Set<String> of, Map<String, ConfigurationPropertyName> prefixes) {}

    /**
     * Some of the beans.
     *
     * @param context the context
     * @param beans the names of those that Spring Cloud knows
     * @param which tells by its class whether a bean is one of them
     */
    ReboundBeans(ConfigurableApplicationContext context, Supplier<Set<String>> beans, Predicate<Class<?>> which) {
        this.context = context;
        this.beans = beans;
        this.which = which;
    }

    /** The prefixes by the beans' names. Spring Cloud learns of a bean when it is made, so there may be more later. */
    Map<String, ConfigurationPropertyName> prefixes() {
        Set<String> names = Set.copyOf(beans.get());
        Known current = known;
        if (!current.of().equals(names)) {
            Map<String, ConfigurationPropertyName> prefixes = new HashMap<>();
            names.forEach(name -> add(name, prefixes));
            current = new Known(names, Map.copyOf(prefixes));
            known = current;
        }
        return current.prefixes();
    }

    private void add(String name, Map<String, ConfigurationPropertyName> prefixes) {
        if (!context.containsLocalBean(name)) {
            return;
        }
        Object bean = context.getBean(name);
        ConfigurationPropertiesBean properties = ConfigurationPropertiesBean.get(context, bean, name);
        if (properties != null
                && properties.asBindTarget().getBindMethod() != BindMethod.VALUE_OBJECT
                && which.test(AopUtils.getTargetClass(bean))) {
            prefixes.put(
                    name,
                    ConfigurationPropertyName.of(properties.getAnnotation().prefix()));
        }
    }

    /** Tells whether a property belongs to any of them. */
    boolean cover(String property) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        return prefixes().values().stream().anyMatch(prefix -> prefix.isAncestorOf(name));
    }
}
