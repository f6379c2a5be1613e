package io.edict.spring.internal.reload;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A property of a JavaBean, found as Spring Boot's binder finds it: any method that is neither private nor protected counts.
 *
 * @param name its name, in camel case
 * @param getter what reads it, if there is one
 * @param setter what sets it, if there is one
 */
record BeanProperty(
        String name, @Nullable Method getter, @Nullable Method setter) {
    /** What a class has, inherited properties included, sorted by name. */
    static List<BeanProperty> of(Class<?> type) {
        Map<String, Method> getters = new TreeMap<>();
        Map<String, Method> setters = new TreeMap<>();
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (Method method : owner.getDeclaredMethods()) {
                add(method, getters, setters);
            }
        }
        List<BeanProperty> properties = new ArrayList<>();
        getters.forEach(
                (name, getter) -> properties.add(new BeanProperty(name, getter, fitting(setters, name, getter))));
        setters.forEach((name, setter) -> {
            if (!getters.containsKey(name)) {
                properties.add(new BeanProperty(name, null, setter));
            }
        });
        return properties;
    }

    private static @Nullable Method fitting(Map<String, Method> setters, String name, Method getter) {
        Method setter = setters.get(name);
        return setter != null && ClassUtils.isAssignable(setter.getParameterTypes()[0], getter.getReturnType())
                ? setter
                : null;
    }

    private static void add(Method method, Map<String, Method> getters, Map<String, Method> setters) {
        int unfit = Modifier.PRIVATE | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.STATIC;
        if ((method.getModifiers() & unfit) != 0 || method.isBridge() || method.isSynthetic()) {
            return;
        }
        String name = method.getName();
        if (method.getParameterCount() == 1 && name.startsWith("set") && name.length() > 3) {
            setters.putIfAbsent(Introspector.decapitalize(name.substring(3)), method);
        } else if (method.getParameterCount() == 0 && method.getReturnType() != void.class) {
            if (name.startsWith("get") && name.length() > 3) {
                getters.putIfAbsent(Introspector.decapitalize(name.substring(3)), method);
            } else if (name.startsWith("is") && name.length() > 2) {
                getters.putIfAbsent(Introspector.decapitalize(name.substring(2)), method);
            }
        }
    }

    /** Reads it; null if it cannot be read. */
    @Nullable
    Object read(Object bean) {
        Method method = getter;
        if (method == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(method);
        return ReflectionUtils.invokeMethod(method, bean);
    }

    /** Sets it. */
    void write(Object bean, @Nullable Object value) {
        Method method = Objects.requireNonNull(setter);
        ReflectionUtils.makeAccessible(method);
        ReflectionUtils.invokeMethod(method, bean, value);
    }

    /** The type that its setter takes. */
    ResolvableType settable() {
        return ResolvableType.forMethodParameter(Objects.requireNonNull(setter), 0);
    }

    /** The type of its values. */
    Class<?> type() {
        return getter != null
                ? getter.getReturnType()
                : Objects.requireNonNull(setter).getParameterTypes()[0];
    }
}
