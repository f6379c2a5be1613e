package io.edict.spring.internal.importing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Speaks to Spring Boot's bootstrap context, whose types have other packages in Spring Boot 3 than in 4. By reflection on
 * the types that methods of neutral types return, so that one jar serves both and no name of a type is written down.
 */
final class BootstrapBridge {
    private final Object context;
    private final Class<?> type;

    private BootstrapBridge(Object context, Class<?> type) {
        this.context = context;
        this.type = type;
    }

    static BootstrapBridge of(ConfigDataLocationResolverContext context) {
        return of(ConfigDataLocationResolverContext.class, context);
    }

    static BootstrapBridge of(ConfigDataLoaderContext context) {
        return of(ConfigDataLoaderContext.class, context);
    }

    static BootstrapBridge of(ApplicationStartingEvent event) {
        return of(ApplicationStartingEvent.class, event);
    }

    private static BootstrapBridge of(Class<?> declaring, Object target) {
        Method getter = method(declaring, "getBootstrapContext");
        Object context = invoke(getter, target);
        if (context == null) {
            throw new IllegalStateException("Spring Boot gave no bootstrap context");
        }
        return new BootstrapBridge(context, getter.getReturnType());
    }

    /** What is registered under a type, or null. */
    <T> @Nullable T find(Class<T> registered) {
        return registered.cast(invoke(method(type, "getOrElse", Class.class, Object.class), context, registered, null));
    }

    /** Registers an instance, unless there is one. */
    <T> void registerIfAbsent(Class<T> as, T instance) {
        Method register = method(type, "registerIfAbsent");
        Method of = method(register.getParameterTypes()[1], "of", Object.class);
        invoke(register, context, as, invoke(of, null, instance));
    }

    /** Has somebody called when the bootstrap context closes because the application context is there. */
    void onClose(Consumer<ConfigurableApplicationContext> listener) {
        ApplicationListener<ApplicationEvent> adapter = new ApplicationListener<>() {
            @Override
            public void onApplicationEvent(ApplicationEvent event) {
                Object made = invoke(method(event.getClass(), "getApplicationContext"), event);
                if (made instanceof ConfigurableApplicationContext application) {
                    listener.accept(application);
                }
            }
        };
        invoke(method(type, "addCloseListener", ApplicationListener.class), context, adapter);
    }

    /** A public method by its name and, where that is not enough, its parameters. */
    private static Method method(Class<?> owner, String name, Class<?>... parameters) {
        for (Method method : owner.getMethods()) {
            if (method.getName().equals(name)
                    && (parameters.length == 0 || Arrays.equals(method.getParameterTypes(), parameters))) {
                return method;
            }
        }
        throw new IllegalStateException(
                "This version of Spring Boot has no method " + owner.getName() + "." + name + "; Edict needs 3.5 or 4");
    }

    private static @Nullable Object invoke(Method method, @Nullable Object target, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("Spring Boot's " + method.getName() + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Spring Boot's " + method.getName() + " cannot be called", e);
        }
    }
}
