package io.edict.spring.internal.autoconfigure;

import static org.awaitility.Awaitility.await;

import io.edict.Live;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application with what Spring Boot finds, which follows a version and tells which parts of the adapter are there. */
public final class MinimalApplication implements Callable<String> {
    /** Made by reflection, by another class loader. */
    public MinimalApplication() {}

    @ConfigurationProperties("pool")
    record Pool(int size) {}

    /** Holds the live value. */
    record Holder(Live<Pool> pool) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(Pool.class)
    static class Beans {}

    @Override
    public String call() {
        try (Store store = new Store()) {
            store.publish("shop/orders", "pool.size = 10");
            try (ConfigurableApplicationContext context = Apps.of(Beans.class, Holder.class)
                    .store(store.memory())
                    .with("spring.config.import=edict:shop/orders", "management.endpoints.web.exposure.include=*")
                    .start()) {
                Live<Pool> pool = context.getBean(Holder.class).pool();
                store.publish("shop/orders", "pool.size = 20");
                await().until(() -> pool.get().size() == 20);
                return "pool of " + pool.get().size() + "; " + parts(context);
            }
        }
    }

    private static String parts(ConfigurableApplicationContext context) {
        List<String> parts = new ArrayList<>();
        if (context.containsBean("edictEndpoint")) {
            parts.add("endpoint");
        }
        if (context.containsBean("edictHealthIndicator")) {
            parts.add("health");
        }
        if (context.containsBean("edictConfigListeners")) {
            parts.add("listeners");
        }
        return String.join(", ", parts);
    }
}
