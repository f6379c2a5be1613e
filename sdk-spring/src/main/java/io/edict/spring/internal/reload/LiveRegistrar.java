package io.edict.spring.internal.reload;

import io.edict.Live;
import io.edict.spring.EdictProperties;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Adds a {@code Live<Type>} bean next to each bean whose class has {@code @ConfigurationProperties}. Beans made by methods have
 * none: to bind a second one could have effects of its own. May run again on what it added.
 */
public final class LiveRegistrar implements BeanDefinitionRegistryPostProcessor, Ordered {
    private static final String PREFIX = Live.class.getName() + ":";
    private static final List<String> NOT_FOR = List.of("org.springframework.", EdictProperties.class.getName());

    private final String reload;

    /**
     * Adds nothing yet.
     *
     * @param reload the name of the bean that gives live values
     */
    public LiveRegistrar(String reload) {
        this.reload = reload;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        ClassLoader loader = registry instanceof ConfigurableListableBeanFactory factory
                ? factory.getBeanClassLoader()
                : ClassUtils.getDefaultClassLoader();
        for (String name : registry.getBeanDefinitionNames()) {
            LiveType type = type(registry.getBeanDefinition(name), loader);
            String companion = type == null ? "" : PREFIX + type.type().getName();
            if (type != null && !registry.containsBeanDefinition(companion)) {
                registry.registerBeanDefinition(companion, definition(type.type()));
            }
        }
    }

    private static @Nullable LiveType type(BeanDefinition definition, @Nullable ClassLoader loader) {
        String name = definition.getBeanClassName();
        if (name == null
                || definition.getFactoryMethodName() != null
                || definition.isAbstract()
                || NOT_FOR.stream().anyMatch(name::startsWith)) {
            return null;
        }
        Class<?> type = definition instanceof AbstractBeanDefinition known && known.hasBeanClass()
                ? known.getBeanClass()
                : load(name, loader);
        LiveType known = type == null ? null : LiveType.of(type);
        return known != null && known.byConstructor() && !isBoundByConstructor(definition) ? null : known;
    }

    /** Spring Boot marks what it binds by the constructor; the constructors of other beans take beans. */
    private static boolean isBoundByConstructor(BeanDefinition definition) {
        return definition.getAttribute(BindMethod.class.getName()) == BindMethod.VALUE_OBJECT;
    }

    private static @Nullable Class<?> load(String name, @Nullable ClassLoader loader) {
        try {
            return ClassUtils.forName(name, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private BeanDefinition definition(Class<?> type) {
        RootBeanDefinition definition = new RootBeanDefinition(LiveBeans.class);
        definition.setFactoryMethodName("live");
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(reload));
        definition.getConstructorArgumentValues().addIndexedArgumentValue(1, type);
        definition.setTargetType(ResolvableType.forClassWithGenerics(Live.class, type));
        definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        // What is generated ahead of time could not name a class that is private to its package; this runs again
        // instead.
        definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
        definition.setLazyInit(true); // it may turn out that binding alone cannot make it, and that nobody wants it
        return definition;
    }

    /** The classes for which there are live values in a context. */
    static List<LiveType> types(ConfigurableListableBeanFactory factory) {
        List<LiveType> types = new ArrayList<>();
        for (String name : factory.getBeanDefinitionNames()) {
            if (name.startsWith(PREFIX)) {
                Class<?> type = load(name.substring(PREFIX.length()), factory.getBeanClassLoader());
                LiveType known = type == null ? null : LiveType.of(type);
                if (known != null) {
                    types.add(known);
                }
            }
        }
        return types;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
