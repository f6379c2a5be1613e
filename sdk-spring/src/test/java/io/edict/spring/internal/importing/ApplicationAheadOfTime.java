package io.edict.spring.internal.importing;

import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Live;
import io.edict.spring.ConfigChangedEvent;
import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/** An application that is processed ahead of time, and then run of what that made. */
public final class ApplicationAheadOfTime implements Callable<String> {
    /** Made by its name, in another class loader. */
    public ApplicationAheadOfTime() {}

    @ConfigurationProperties("pool")
    record Pool(int size) {}

    static class Listening {
        final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        private final Live<Pool> live;

        Listening(Live<Pool> live) {
            this.live = live;
        }

        @OnConfigChange("pool")
        void changed(Pool now, Pool before) {
            heard.add(
                    before.size() + " to " + now.size() + ", live " + live.get().size());
        }

        @EventListener
        void changed(ConfigChangedEvent event) {
            heard.add("event " + event.change().changedKeys());
        }
    }

    /** Has a bean if there will be a client, which is not there while the application is processed. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ConfigClient.class)
    static class NeedsTheClient {
        @Bean
        User user(ConfigClient client, ClientHandle handle) {
            return new User(client, handle);
        }
    }

    record User(ConfigClient client, ClientHandle handle) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(NeedsTheClient.class)
    @EnableConfigurationProperties(Pool.class)
    static class Beans {
        @Bean
        Listening listening(Live<Pool> live) {
            return new Listening(live);
        }
    }

    /** What is called to process it ahead of time, where no store is to be had. */
    public static void main(String[] arguments) {
        new SpringApplication(Beans.class).run(arguments);
    }

    @Override
    public String call() {
        try (Store store = new Store()) {
            store.publish("shop/orders", "pool.size = 10");
            try (ConfigurableApplicationContext context = Apps.of(Beans.class)
                    .store(store.memory())
                    .and(application -> application.setMainApplicationClass(ApplicationAheadOfTime.class))
                    .with("spring.config.import=edict:shop/orders")
                    .start()) {
                store.publish("shop/orders", "pool.size = 20");
                Listening listening = context.getBean(Listening.class);
                await().until(() -> listening.heard.size() == 2);
                User user = context.getBean(User.class);
                return listening.heard
                        + (user.client() == user.handle().client() ? ", one client" : ", another client");
            }
        }
    }
}
