package io.edict.spring.internal.actuate;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.plain.KeyProvider;
import io.edict.plain.Keys;
import io.edict.plain.Secrets;
import io.edict.spring.EdictCustomizer;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application with all that Spring Boot finds on the class path, which imports {@code shop/orders} and reads secrets. */
final class ActuatedApp {
    static final DocumentId ORDERS = DocumentId.of("shop/orders");

    private static final String KEY = Keys.newKey("test");
    static final KeyProvider KEYS = Keys.environment("KEYS", Map.of("KEYS", "current = test\n" + KEY));

    private ActuatedApp() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Everything {}

    /** The value, encrypted for a path of the document. */
    static String enc(String path, String clear) {
        return Secrets.encrypt(KEYS, ORDERS, path, clear);
    }

    /** The application, not started yet, with all endpoints exposed. */
    static Apps importingOrders(Store store, Class<?>... beans) {
        Class<?>[] sources = new Class<?>[beans.length + 1];
        System.arraycopy(beans, 0, sources, 0, beans.length);
        sources[beans.length] = Everything.class;
        return Apps.of(sources)
                .store(store.memory())
                .register(EdictCustomizer.class, builder -> builder.keys(KEYS))
                .with("spring.config.import=edict:shop/orders", "management.endpoints.web.exposure.include=*");
    }

    static DocumentStatus orders(ConfigurableApplicationContext context) {
        return context.getBean(ConfigClient.class).follow(ORDERS).status();
    }
}
