package io.edict.spring.internal.cloud;

import static org.awaitility.Awaitility.await;

import io.edict.Live;
import io.edict.spring.ConfigChangedEvent;
import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.util.ClassUtils;

/** An application with everything that is configured by itself; run where Spring Cloud is not on the class path. */
public final class ApplicationWithoutSpringCloud implements Callable<String> {
    /** Made by its name, in another class loader. */
    public ApplicationWithoutSpringCloud() {}

    @ConfigurationProperties("pool")
    record Pool(int size) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(Pool.class)
    static class Beans {
        final CountDownLatch heard = new CountDownLatch(2);

        @OnConfigChange("pool")
        void changed(Pool pool) {
            heard.countDown();
        }

        @EventListener
        void changed(ConfigChangedEvent event) {
            heard.countDown();
        }
    }

    @Override
    public String call() {
        try (Store store = new Store()) {
            store.publish("shop/orders", "pool.size = 10");
            try (ConfigurableApplicationContext context = Apps.of(Beans.class)
                    .store(store.memory())
                    .with("spring.config.import=edict:shop/orders")
                    .start()) {
                store.publish("shop/orders", "pool.size = 20");
                Beans beans = context.getBean(Beans.class);
                await().until(() -> beans.heard.getCount() == 0);
                Live<?> pool = context.getBean(Live.class);
                boolean cloud =
                        ClassUtils.isPresent("org.springframework.cloud.context.scope.refresh.RefreshScope", null);
                return (cloud ? "" : "no ") + "Spring Cloud, pool of " + ((Pool) pool.get()).size()
                        + ", heard by a method and by an event listener";
            }
        }
    }
}
