package io.edict.spring.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.reload.Reload;
import io.edict.spring.internal.testing.FakeChange;
import io.edict.spring.internal.testing.FakeReload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** Beans of all kinds: behind proxies, made late, made anew. */
class ListenerBeansTest {
    private static final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private static final AtomicInteger made = new AtomicInteger();

    @BeforeEach
    void forget() {
        heard.clear();
        made.set(0);
    }

    private static AnnotationConfigApplicationContext context(Class<?>... beans) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(Reload.class, () -> new FakeReload(Set.of()));
        context.registerBean(
                ConfigListeners.class,
                () -> new ConfigListeners(context, context.getBeanProvider(Reload.class), true, Duration.ofMinutes(1)));
        context.register(beans);
        return context;
    }

    private static AnnotationConfigApplicationContext started(Class<?>... beans) {
        AnnotationConfigApplicationContext context = context(beans);
        context.refresh();
        return context;
    }

    private static void tell(AnnotationConfigApplicationContext context) {
        context.getBean(ConfigListeners.class).applied(FakeChange.of("a"));
    }

    private static List<Long> failures(AnnotationConfigApplicationContext context) {
        return context.getBean(ConfigListeners.class).statistics().stream()
                .map(ListenerStatistics::failures)
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class AsyncOn {}

    static class Elsewhere {
        @Async
        @OnConfigChange
        void changed() {
            heard.add(Thread.currentThread().getName());
        }
    }

    @Test
    void methodWhenItIsAsyncRunsOnTheExecutor() {
        try (AnnotationConfigApplicationContext context = started(AsyncOn.class, Elsewhere.class)) {
            tell(context);
            await().untilAsserted(() -> assertThat(heard)
                    .singleElement()
                    .asString()
                    .isNotEqualTo(Thread.currentThread().getName()));
        }
    }

    /** Stands for {@code @Transactional}: an annotation that makes Spring put an interceptor around the method. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Around {}

    @Configuration(proxyBeanMethods = false)
    static class AroundOn {
        @org.springframework.context.annotation.Bean
        @org.springframework.context.annotation.Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultAdvisorAutoProxyCreator proxies() {
            return new DefaultAdvisorAutoProxyCreator();
        }

        @org.springframework.context.annotation.Bean
        @org.springframework.context.annotation.Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor around() {
            MethodInterceptor interceptor = call -> {
                heard.add("begin");
                try {
                    return call.proceed();
                } finally {
                    heard.add("end");
                }
            };
            return new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(null, Around.class, true), interceptor);
        }
    }

    static class Intercepted {
        @Around
        @OnConfigChange
        void changed() {
            heard.add("changed");
        }
    }

    interface Door {
        void changed();
    }

    static class ByInterface implements Door {
        @Around
        @OnConfigChange
        @Override
        public void changed() {
            heard.add("changed");
        }
    }

    static class NotInInterface implements Door {
        @Around
        @Override
        public void changed() {}

        @OnConfigChange
        public void other() {}
    }

    @Test
    void methodWhenTheBeanHasAProxyIsCalledThroughIt() {
        try (AnnotationConfigApplicationContext context = started(AroundOn.class, Intercepted.class)) {
            tell(context);
            assertThat(heard).containsExactly("begin", "changed", "end");
        }
    }

    @Test
    void methodWhenTheProxyIsOfAnInterfaceIsCalledThroughIt() {
        try (AnnotationConfigApplicationContext context = started(AroundOn.class, ByInterface.class)) {
            assertThat(context.getBean(Door.class)).isNotInstanceOf(ByInterface.class);
            tell(context);
            assertThat(heard).containsExactly("begin", "changed", "end");
        }
    }

    @Test
    void startWhenTheProxyLacksTheMethodFailsAndSaysSo() {
        try (AnnotationConfigApplicationContext context = context(AroundOn.class, NotInInterface.class)) {
            assertThatThrownBy(context::refresh)
                    .hasMessageContaining("NotInInterface.other")
                    .hasMessageContaining("proxyTargetClass");
        }
    }

    @Lazy
    static class MadeLate {
        MadeLate() {
            made.incrementAndGet();
        }

        @OnConfigChange
        void changed() {
            heard.add("changed");
        }
    }

    @Test
    void beanWhenItIsLazyIsMadeForTheFirstCallAndNotBefore() {
        try (AnnotationConfigApplicationContext context = started(MadeLate.class)) {
            assertThat(made).hasValue(0);
            tell(context);
            tell(context);
            assertThat(made).hasValue(1);
            assertThat(heard).containsExactly("changed", "changed");
        }
    }

    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    static class MadeEachTime {
        MadeEachTime() {
            made.incrementAndGet();
        }

        @OnConfigChange
        void changed() {
            heard.add("changed");
        }
    }

    @Test
    void beanWhenItIsAPrototypeIsMadeForEachCallAndCalledOnce() {
        try (AnnotationConfigApplicationContext context = started(MadeEachTime.class)) {
            context.getBean(MadeEachTime.class);
            context.getBean(MadeEachTime.class);
            tell(context);
            assertThat(heard).containsExactly("changed");
            assertThat(made).hasValue(3);
        }
    }

    @Scope(value = "refresh", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class InRefreshScope {
        InRefreshScope() {
            made.incrementAndGet();
        }

        @OnConfigChange
        void changed() {
            heard.add("changed");
        }
    }

    @Test
    void beanWhenItIsInAScopeIsCalledThroughItsScopeAndOnce() {
        try (AnnotationConfigApplicationContext context =
                started(RefreshAutoConfiguration.class, InRefreshScope.class)) {
            tell(context);
            int before = made.get();
            context.getBean(RefreshScope.class).refreshAll();
            tell(context);
            assertThat(heard).containsExactly("changed", "changed");
            assertThat(made).hasValue(before + 1);
        }
    }

    @Scope(value = "unknown", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class OutOfScope {
        @OnConfigChange
        void changed() {
            heard.add("changed");
        }
    }

    @Test
    void callWhenTheScopeIsNotThereIsAFailureOfThatMethodAlone() {
        try (AnnotationConfigApplicationContext context = started(OutOfScope.class, MadeLate.class)) {
            tell(context);
            assertThat(heard).containsExactly("changed");
            assertThat(failures(context)).containsExactlyInAnyOrder(1L, 0L);
        }
    }

    @ConfigurationProperties("bound")
    static class Bound {
        @OnConfigChange
        void changed() {
            heard.add("changed");
        }

        public void setSize(int size) {
            heard.add("size " + size);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Bound.class)
    static class BoundOn {}

    @Test
    void methodWhenSpringCloudInitialisesTheBeanAnewIsStillCalledOnce() {
        try (AnnotationConfigApplicationContext context = context(
                RefreshAutoConfiguration.class,
                ConfigurationPropertiesRebinderAutoConfiguration.class,
                BoundOn.class)) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("bound.size", 7)));
            context.refresh();
            heard.clear();
            for (int i = 0; i < 3; i++) {
                context.publishEvent(new EnvironmentChangeEvent(context, Set.of("bound.size")));
            }
            assertThat(heard).containsExactly("size 7", "size 7", "size 7");
            heard.clear();
            tell(context);
            assertThat(heard).containsExactly("changed");
        }
    }

    abstract static class Inherited {
        @OnConfigChange
        void changed() {
            heard.add("changed");
        }
    }

    static class Heir extends Inherited {}

    interface Defaulted<T> {
        @OnConfigChange
        default void changed() {
            heard.add("changed");
        }
    }

    static class OfInterface implements Defaulted<String> {}

    @Test
    void methodWhenItIsInheritedIsCalledOnce() throws NoSuchMethodException {
        Method inherited = Inherited.class.getDeclaredMethod("changed");
        assertThat(ListenerScan.methodsOf(Heir.class)).containsOnlyKeys(inherited);
        try (AnnotationConfigApplicationContext context = started(Heir.class, OfInterface.class)) {
            tell(context);
            assertThat(heard).containsExactly("changed", "changed");
        }
    }
}
