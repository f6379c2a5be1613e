package io.edict.spring.internal.actuate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.util.ClassUtils;

/**
 * Makes the health indicator for Spring Boot 3, whose types have other names than those of Spring Boot 4, without being
 * compiled against them.
 */
public final class Boot3HealthIndicator implements FactoryBean<Object> {
    /** The interface that Spring Boot 3 looks for. */
    public static final String TYPE = "org.springframework.boot.actuate.health.HealthIndicator";

    private final EdictHealth health;
    private final ClassLoader classLoader;

    /**
     * Shows a judgement.
     *
     * @param health judges
     * @param classLoader has Spring Boot
     */
    public Boot3HealthIndicator(EdictHealth health, ClassLoader classLoader) {
        this.health = health;
        this.classLoader = classLoader;
    }

    @Override
    public Class<?> getObjectType() {
        return ClassUtils.resolveClassName(TYPE, classLoader);
    }

    @Override
    public Object getObject() {
        return Proxy.newProxyInstance(classLoader, new Class<?>[] {getObjectType()}, this::invoke);
    }

    private @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return switch (method.getName()) {
            case "health" -> shown(method.getReturnType(), health.read());
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "health of edict";
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private static Object shown(Class<?> type, EdictHealth.Reading reading) throws ReflectiveOperationException {
        try {
            Object builder = type.getMethod("status", String.class).invoke(null, reading.status());
            Class<?> made = type.getMethod("status", String.class).getReturnType();
            made.getMethod("withDetails", Map.class).invoke(builder, reading.details());
            return made.getMethod("build").invoke(builder);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Spring Boot's builder of health failed", e.getCause());
        }
    }
}
