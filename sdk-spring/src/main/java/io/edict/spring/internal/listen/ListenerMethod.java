package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentChange;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * A bean's method with {@code @OnConfigChange}. Keeps the bean's name and asks for the bean at each call, so that proxies are
 * called and scopes are kept to, and a bean that is made or initialised anew is called no more often for that.
 */
final class ListenerMethod {
    private final BeanFactory beans;
    private final String name;
    private final String beanName;
    private final Method method;
    private final ListenerFilter filter;
    private final Arguments arguments;
    private final CallCounts counts;
    private final Throttle failures = new Throttle(System::nanoTime);

    /**
     * A method of a bean.
     *
     * @param beans knows the bean
     * @param beanName the bean's name
     * @param method the method
     * @param filter which changes it is called for
     * @param arguments what it is called with
     */
    ListenerMethod(BeanFactory beans, String beanName, Method method, ListenerFilter filter, Arguments arguments) {
        this.beans = beans;
        this.name = beanName + "." + signature(method);
        this.beanName = beanName;
        this.method = method;
        this.filter = filter;
        this.arguments = arguments;
        this.counts = new CallCounts(name);
    }

    /** The method's name, with its parameters where it has any, since there may be others of that name. */
    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** What the method is called in logs and meters: {@code ordersPool.resize(Pool, Pool)}. */
    String name() {
        return name;
    }

    ListenerFilter filter() {
        return filter;
    }

    CallCounts counts() {
        return counts;
    }

    /** Lets its failures into the log, not all of them. */
    Throttle failures() {
        return failures;
    }

    /**
     * Calls the method.
     *
     * @param change what it is told of
     * @throws Throwable what the method, or the making of its bean, throws
     */
    void call(EnvironmentChange change) throws Throwable {
        Object bean = beans.getBean(beanName);
        Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
        ReflectionUtils.makeAccessible(invocable);
        try {
            invocable.invoke(bean, arguments.of(change));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
