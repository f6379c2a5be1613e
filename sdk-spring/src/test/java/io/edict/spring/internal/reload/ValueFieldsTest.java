package io.edict.spring.internal.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

class ValueFieldsTest {
    private final Publishing publishing = new Publishing();

    @AfterEach
    void close() {
        publishing.close();
    }

    static class Base {
        @Value("${base.name}")
        @Nullable
        String inherited;
    }

    static class Holder extends Base {
        static @Value("${pool.size:1}") int shared;

        @Value("${pool.size:1}")
        int size;

        @Value("#{${pool.size:1} * 2}")
        long doubled;

        @Value("#{'${pool.nodes:a,b}'.split(',')}")
        List<String> nodes = List.of();

        @Value("${pool.pause:3s}")
        @Nullable
        Duration pause;

        @Value("prefix ${outer.${inner.key:x}:none} suffix")
        @Nullable
        String nested;

        @Value("${relaxed.maxSize:0}")
        int exact;

        @Value("${relaxed.max-size:0}")
        int relaxed;

        @Value("${optional.text}")
        Optional<String> optional = Optional.empty();

        @Value("fixed")
        @Nullable
        String constant;

        @Value("${pool.size:1}")
        final int unchangeable = Integer.parseInt("7");

        final int constructed;
        int byMethod;
        int bySetter;

        Holder(@Value("${pool.size:1}") int constructed) {
            this.constructed = constructed;
        }

        @Value("${pool.size:1}")
        void method(int value) {
            byMethod = value;
        }

        @Autowired
        void setter(@Value("${pool.size:1}") int value) {
            bySetter = value;
        }
    }

    interface Named {
        @Nullable
        String name();
    }

    static class Proxied implements Named {
        @Value("${base.name}")
        @Nullable
        String name;

        @Override
        public @Nullable String name() {
            return name;
        }
    }

    static class Simple {
        @Value("${pool.size:1}")
        int size;
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        Holder holder(@Value("${pool.size:1}") int size) {
            return new Holder(size);
        }

        @Bean
        Named proxied() {
            return new Proxied();
        }

        @Bean
        @Lazy
        Simple lazy() {
            return new Simple();
        }

        @Bean
        @Scope("prototype")
        Simple prototype() {
            return new Simple();
        }

        @Bean
        static BeanPostProcessor proxies() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Proxied ? new ProxyFactory(bean).getProxy() : bean;
                }
            };
        }

        @Bean
        Recorded recorded() {
            return new Recorded();
        }
    }

    private static final String FIRST = """
            base.name = first, pool { size = 10 }, outer { x = ex, y = why }, optional.text = there
            """;

    private ConfigurableApplicationContext start(String... properties) {
        publishing.publish("shop/orders", FIRST);
        ConfigurableApplicationContext context = publishing.start(
                publishing.app("edict:shop/orders", Beans.class).with(properties));
        context.getBean(Recorded.class).change(0);
        return context;
    }

    @Test
    void fieldsAndMethodsWhenTheirExpressionsGiveSomethingElseAreSet() {
        ConfigurableApplicationContext context = start("edict.reload.value-annotations=true");
        Holder holder = context.getBean(Holder.class);
        Named proxied = context.getBean(Named.class);
        publishing.publish("shop/orders", """
                base.name = second
                pool { size = 20, nodes = "c,d,e", pause = 5s }
                outer { x = ex, y = why }
                inner.key = y
                relaxed.max-size = 9
                optional.text = gone
                """);
        var change = context.getBean(Recorded.class).change(1);
        assertThat(holder.size).isEqualTo(20);
        assertThat(holder.doubled).isEqualTo(40);
        assertThat(holder.nodes).containsExactly("c", "d", "e");
        assertThat(holder.pause).isEqualTo(Duration.ofSeconds(5));
        assertThat(holder.nested).isEqualTo("prefix why suffix");
        assertThat(holder.relaxed).isEqualTo(9);
        assertThat(holder.exact).isEqualTo(context.getEnvironment().getProperty("relaxed.maxSize", Integer.class, 0));
        assertThat(holder.inherited).isEqualTo("second");
        assertThat(holder.byMethod).isEqualTo(20);
        assertThat(holder.bySetter).isEqualTo(20);
        assertThat(proxied.name()).isEqualTo("second");
        assertThat(holder.constructed).isEqualTo(10);
        assertThat(holder.unchangeable).isEqualTo(10);
        assertThat(holder.optional).contains("there");
        assertThat(holder.constant).isEqualTo("fixed");
        assertThat(context.getBean("lazy", Simple.class).size).isEqualTo(20);
        assertThat(context.getBean("prototype", Simple.class).size).isEqualTo(20);
        assertThat(change.pendingRestart()).containsExactly("optional.text");
        publishing.publish("shop/orders", "base.name = third");
        context.getBean(Recorded.class).change(2);
        assertThat(holder.size).isEqualTo(1);
        assertThat(holder.nodes).containsExactly("a", "b");
        assertThat(holder.pause).isEqualTo(Duration.ofSeconds(3));
        assertThat(context.getBean("lazy", Simple.class).size).isEqualTo(1);
    }

    @Test
    void versionWhenOneValueCannotBeConvertedIsRefusedAndNoFieldIsSet() {
        ConfigurableApplicationContext context = start("edict.reload.value-annotations=true");
        Holder holder = context.getBean(Holder.class);
        publishing.publish("shop/orders", "base.name = second, pool { size = 20, pause = canary }");
        publishing.publish("shop/orders", "pool { size = 20 }");
        assertThat(holder.size).isEqualTo(10);
        assertThat(holder.inherited).isEqualTo("first");
        String reason = Objects.requireNonNull(context.getBean(ConfigClient.class)
                        .follow("shop/orders")
                        .status()
                        .refusal())
                .reason();
        assertThat(reason)
                .contains("base.name cannot be read as java.lang.String (@Value of " + Base.class.getName()
                        + ".inherited)");
        Outcome first = context.getBean(Reload.class).history().stream()
                .filter(outcome -> !outcome.applied())
                .reduce((newer, older) -> older)
                .orElseThrow();
        assertThat(first.reason())
                .contains("pool.pause (shop/orders version 2, line 1) cannot be read as java.time.Duration")
                .doesNotContain("canary");
    }

    @Test
    void fieldsWhenNobodyAskedForItStay() {
        ConfigurableApplicationContext context = start();
        publishing.publish("shop/orders", FIRST.replace("10", "20"));
        assertThat(context.getBean(Recorded.class).change(1).pendingRestart()).containsExactly("pool.size");
        assertThat(context.getBean(Holder.class).size).isEqualTo(10);
    }
}
