package io.edict.spring.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.util.Assert;

/** What has another name in Spring Boot 3 than in 4, without either name. */
public final class BothBoots {
    private BothBoots() {}

    /** Puts an instance into the application's bootstrap registry before it starts. */
    public static <T> void register(SpringApplication application, Class<T> type, T instance) {
        Method add = method(SpringApplication.class, "addBootstrapRegistryInitializer", 1);
        Class<?> initializer = add.getParameterTypes()[0];
        Object proxy = Proxy.newProxyInstance(
                initializer.getClassLoader(), new Class<?>[] {initializer}, (self, method, a) -> {
                    if (method.getName().equals("initialize")) {
                        put(method.getParameterTypes()[0], a[0], type, instance);
                    }
                    return null;
                });
        call(add, application, proxy);
    }

    private static <T> void put(Class<?> registry, Object target, Class<T> type, T instance) {
        Method register = method(registry, "register", 2);
        Method of = method(register.getParameterTypes()[1], "of", 1);
        call(register, target, type, call(of, null, instance));
    }

    private static Method method(Class<?> owner, String name, int parameters) {
        List<Method> found = Arrays.stream(owner.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .toList();
        Assert.state(found.size() == 1, () -> owner + " has not one method " + name + " but " + found);
        return found.get(0);
    }

    private static @Nullable Object call(Method method, @Nullable Object target, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
