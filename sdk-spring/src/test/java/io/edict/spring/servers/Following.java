package io.edict.spring.servers;

import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Live;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.spring.OnConfigChange;
import io.edict.spring.testing.Apps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application that follows one document, and what tests ask of it. */
final class Following {
    static final Duration SOON = Duration.ofSeconds(60);

    private Following() {}

    /** Its fields agree in every version that is published. */
    @ConfigurationProperties("pool")
    record Pool(int size, Nested nested) {
        Pool {
            if (nested != null && nested.size() != size) {
                throw new IllegalArgumentException("torn");
            }
        }
    }

    record Nested(int size) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(Pool.class)
    @Import(Heard.class)
    static class Application {}

    /** Takes note of what it is told. */
    static final class Heard {
        final List<Integer> sizes = new CopyOnWriteArrayList<>();

        @OnConfigChange("pool")
        void changed(Pool now) {
            sizes.add(now.size());
        }
    }

    static Apps application(String servers, String... properties) {
        return Apps.of(Application.class)
                .with("edict.servers=" + servers, "spring.cloud.refresh.enabled=false")
                .with(properties);
    }

    static String importing(String id) {
        return "spring.config.import=edict:" + id;
    }

    static void publish(ConfigClient operator, String id, int size) {
        String text = "pool { size = " + size + ", nested.size = " + size + " }";
        operator.publisher().publish(Publication.of(id, Format.HOCON, text));
    }

    static ConfigClient operator(String servers) {
        return Edict.connect(servers).requestTimeout(SOON).start();
    }

    @SuppressWarnings("unchecked") // there is one live value
    static Live<Pool> pool(ConfigurableApplicationContext context) {
        return context.getBean(Live.class);
    }

    static void awaitSize(ConfigurableApplicationContext context, int size) {
        await().atMost(SOON)
                .until(() -> pool(context).get().size() == size
                        && context.getEnvironment()
                                .getRequiredProperty("pool.nested.size")
                                .equals("" + size));
    }

    static void awaitHeard(ConfigurableApplicationContext context, int size) {
        await().atMost(SOON).until(() -> context.getBean(Heard.class).sizes.contains(size));
    }
}
