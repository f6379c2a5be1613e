package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentChange;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * A bean's method with {@code @OnConfigChange}. Keeps the bean's name and asks for the bean at each call, so that proxies are
 * called and scopes are kept to, and a bean that is made or initialised anew is called no more often for that.
 */
final class ListenerMethod {
    private final BeanFactory beans;
    private final String beanName;
    private final Method method;
    private final ListenerFilter filter;
    private final Arguments arguments;
    private final CallCounts counts;
    private final Throttle failures = new Throttle(System::nanoTime);

    ListenerMethod(BeanFactory beans, String beanName, Method method, ListenerFilter filter, Arguments arguments) {
        this.beans = beans;
        this.beanName = beanName;
        this.method = method;
        this.filter = filter;
        this.arguments = arguments;
        this.counts = new CallCounts(nameOf(beanName, method));
    }

    /** What a method is called in logs and meters. */
    static String nameOf(String beanName, Method method) {
        return beanName + "." + method.getName();
    }

    String name() {
        return nameOf(beanName, method);
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
