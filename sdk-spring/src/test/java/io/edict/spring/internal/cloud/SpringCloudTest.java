package io.edict.spring.internal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.edict.ConfigClient;
import io.edict.plain.Edict;
import io.edict.spring.ConfigChangedEvent;
import io.edict.spring.EdictConnector;
import io.edict.spring.internal.autoconfigure.EdictAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictCloudAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictListenAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictReloadAutoConfiguration;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.reload.Reload;
import io.edict.spring.internal.testing.FakeChange;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.cloud.endpoint.RefreshEndpoint;
import org.springframework.cloud.endpoint.event.RefreshEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.PropertySource;

/** Applications that have Spring Cloud. */
class SpringCloudTest {
    private final Store store = new Store();
    private final AtomicInteger connections = new AtomicInteger();

    @BeforeEach
    void publishTheFirstVersion() {
        store.publish("shop/shared", "shared = 1");
        store.publish("shop/orders", "pool.size = 10, scoped = a, logging.level.test.cloud = WARN");
    }

    @AfterEach
    void end() {
        store.close();
    }

    @ConfigurationProperties("pool")
    static class Pool {
        private int size;

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }
    }

    @ConfigurationProperties("fixed")
    record Fixed(int size) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({Pool.class, Fixed.class})
    @ImportAutoConfiguration({
        RefreshAutoConfiguration.class,
        ConfigurationPropertiesRebinderAutoConfiguration.class,
        EdictAutoConfiguration.class,
        EdictReloadAutoConfiguration.class,
        EdictListenAutoConfiguration.class,
        EdictCloudAutoConfiguration.class
    })
    static class Base {}

    @Scope(value = "refresh", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class Scoped {
        private final String value;

        @SuppressWarnings("NullAway") // for the proxy
        Scoped() {
            value = null;
        }

        @org.springframework.beans.factory.annotation.Autowired
        Scoped(@Value("${scoped}") String value) {
            this.value = value;
        }

        String value() {
            return value;
        }
    }

    static class Heard {
        final List<Object> all = Collections.synchronizedList(new ArrayList<>());

        @EventListener({
            EnvironmentChangeEvent.class,
            RefreshScopeRefreshedEvent.class,
            RefreshEvent.class,
            ConfigChangedEvent.class
        })
        void event(Object event) {
            all.add(event);
        }
    }

    private Apps app() {
        return Apps.of(Base.class, Scoped.class, Heard.class)
                .register(EdictConnector.class, properties -> {
                    connections.incrementAndGet();
                    return Edict.connect(store.memory());
                })
                .with("spring.config.import=edict:shop/shared,edict:shop/orders");
    }

    @Test
    void springCloudWhenAVersionIsInForceIsToldOfTheKeysAndThenRefreshesItsScope() {
        try (ConfigurableApplicationContext context = app().start()) {
            Heard heard = context.getBean(Heard.class);
            Scoped scoped = context.getBean(Scoped.class);
            assertThat(scoped.value()).isEqualTo("a");
            heard.all.clear();
            store.publish("shop/orders", "pool.size = 20, scoped = b, logging.level.test.cloud = WARN");
            await().until(() -> heard.all.size() == 3);

            assertThat(heard.all.get(0)).isInstanceOf(ConfigChangedEvent.class);
            assertThat(heard.all.get(1))
                    .isInstanceOfSatisfying(
                            EnvironmentChangeEvent.class,
                            event -> assertThat(event.getKeys()).containsExactly("pool.size", "scoped"))
                    .extracting("source")
                    .isSameAs(context);
            assertThat(heard.all.get(2)).isInstanceOf(RefreshScopeRefreshedEvent.class);
            assertThat(context.getBean(Pool.class).getSize()).isEqualTo(20);
            assertThat(scoped.value()).isEqualTo("b");
        }
    }

    @Test
    void springCloudWhenNothingChangedForTheApplicationIsToldNothing() {
        try (ConfigurableApplicationContext context = app().with("pool.size=5").start()) {
            Heard heard = context.getBean(Heard.class);
            heard.all.clear();
            context.getBean(CloudBridge.class).applied(FakeChange.of());
            store.publish("shop/orders", "pool.size = 20, scoped = a, logging.level.test.cloud = WARN");
            store.publish("shop/orders", "pool.size = 20, scoped = c, logging.level.test.cloud = WARN");
            await().until(() -> heard.all.size() >= 3);
            assertThat(heard.all)
                    .filteredOn(EnvironmentChangeEvent.class::isInstance)
                    .singleElement()
                    .extracting("keys")
                    .isEqualTo(Set.of("scoped"));
        }
    }

    @Test
    void springCloudWhenItIsSwitchedOffIsToldNothing() {
        try (ConfigurableApplicationContext context = app().with(
                        "edict.cloud.environment-change-event=false", "edict.cloud.refresh-scope=false")
                .start()) {
            Heard heard = context.getBean(Heard.class);
            heard.all.clear();
            CloudBridge bridge = context.getBean(CloudBridge.class);
            bridge.applied(FakeChange.of("pool.size"));
            assertThat(heard.all).isEmpty();
            assertThat(bridge.covers("pool.size")).isFalse();
        }
    }

    @Test
    void eachPartWhenTheOtherIsSwitchedOffIsDone() {
        for (String off : List.of("environment-change-event", "refresh-scope")) {
            try (ConfigurableApplicationContext context =
                    app().with("edict.cloud." + off + "=false").start()) {
                Heard heard = context.getBean(Heard.class);
                heard.all.clear();
                context.getBean(CloudBridge.class).applied(FakeChange.of("pool.size"));
                assertThat(heard.all)
                        .singleElement()
                        .isInstanceOf(
                                off.equals("refresh-scope")
                                        ? EnvironmentChangeEvent.class
                                        : RefreshScopeRefreshedEvent.class);
            }
        }
    }

    static class Failing {
        @EventListener
        void environmentChanged(EnvironmentChangeEvent event) {
            throw new IllegalStateException("canary");
        }
    }

    @Test
    void refreshScopeWhenAListenerOfTheEventThrowsIsRefreshedAllTheSame() {
        try (ConfigurableApplicationContext context = app().and(
                        application -> application.addPrimarySources(List.of(Failing.class)))
                .start()) {
            Scoped scoped = context.getBean(Scoped.class);
            assertThat(scoped.value()).isEqualTo("a");
            store.publish("shop/orders", "pool.size = 10, scoped = b");
            await().until(() -> scoped.value().equals("b"));
        }
    }

    @Test
    void namesOfBeansThatSpringCloudBindsAnewAreCovered() {
        try (ConfigurableApplicationContext context = app().start()) {
            CloudBridge bridge = context.getBean(CloudBridge.class);
            assertThat(bridge.covers("pool.size")).isTrue();
            assertThat(bridge.covers("pool-size")).isFalse();
            assertThat(bridge.covers("fixed.size")).isFalse();
            assertThat(bridge.covers("scoped")).isFalse();
        }
    }

    @Test
    void loggingLevelsWhenSpringCloudSetsThemTooAreTakenBack() {
        Logger logger = (Logger) LoggerFactory.getLogger("test.cloud");
        try (ConfigurableApplicationContext context = app().start()) {
            assertThat(logger.getLevel()).isEqualTo(Level.WARN);
            store.publish("shop/orders", "pool.size = 10, scoped = a, logging.level.test.cloud = DEBUG");
            await().until(() -> logger.getLevel() == Level.DEBUG);
            store.publish("shop/orders", "pool.size = 11, scoped = a");
            await().until(() -> context.getBean(Pool.class).getSize() == 11);
            assertThat(logger.getLevel()).isNull();
        }
    }

    @Test
    void refreshBySpringCloudTenTimesKeepsClientGenerationAndOrderOfSources() {
        try (ConfigurableApplicationContext context = app().start()) {
            store.publish("shop/orders", "pool.size = 20, scoped = b");
            Heard heard = context.getBean(Heard.class);
            await().until(() -> heard.all.size() >= 3);
            heard.all.clear();
            ConfigClient client = context.getBean(ConfigClient.class);
            ClientHandle handle = context.getBean(ClientHandle.class);
            long generation = context.getBean(Reload.class).view().generation();
            List<String> sources = sources(context);
            RefreshEndpoint endpoint = new RefreshEndpoint(context.getBean(ContextRefresher.class));

            for (int i = 0; i < 10; i++) {
                assertThat(endpoint.refresh()).isEmpty();
                assertThat(sources(context)).isEqualTo(sources);
            }
            assertThat(connections).hasValue(1);
            assertThat(context.getBean(ConfigClient.class)).isSameAs(client);
            assertThat(handle.imports())
                    .hasSize(handle.generations().get().parts().size());
            assertThat(context.getBean(Reload.class).view().generation()).isEqualTo(generation);
            assertThat(context.getEnvironment().getProperty("pool.size")).isEqualTo("20");
            assertThat(heard.all).noneMatch(RefreshEvent.class::isInstance);

            store.publish("shop/orders", "pool.size = 30, scoped = b");
            await().until(() -> "30".equals(context.getEnvironment().getProperty("pool.size")));
            await().until(() -> context.getBean(Pool.class).getSize() == 30);
            assertThat(context.getEnvironment().getProperty("shared")).isEqualTo("1");
        }
    }

    @ConfigurationProperties("both")
    record Both(int fromDocument, int fromFile) {}

    @EnableConfigurationProperties(Both.class)
    static class WithBoth {}

    /** As another client of Spring Cloud's does that lives beside us. */
    @Test
    void refreshForAnotherSourceLeavesDocumentsAsTheyAreAndLaterVersionsShowBoth(@TempDir Path directory) {
        store.publish("shop/orders", "both.from-document = 1, scoped = a");
        Apps app = app().and(application -> application.addPrimarySources(List.of(WithBoth.class)));
        try (ConfigurableApplicationContext context = app.file(directory, "application.properties", "both.from-file=1")
                .start()) {
            List<String> sources = sources(context);
            Reload reload = context.getBean(Reload.class);
            assertThat(reload.live(Both.class).get()).isEqualTo(new Both(1, 1));
            app.file(directory, "application.properties", "both.from-file=2");
            context.publishEvent(new RefreshEvent(this, "another client", "another client"));
            assertThat(context.getEnvironment().getProperty("both.from-file")).isEqualTo("2");
            assertThat(context.getEnvironment().getProperty("both.from-document"))
                    .isEqualTo("1");
            assertThat(sources(context)).isEqualTo(sources);

            store.publish("shop/orders", "both.from-document = 2, scoped = a");
            await().until(() -> reload.live(Both.class).get().fromDocument() == 2);
            assertThat(reload.live(Both.class).get()).isEqualTo(new Both(2, 2));
            assertThat(context.getEnvironment().getProperty("both.from-document"))
                    .isEqualTo("2");
            assertThat(connections).hasValue(1);
        }
    }

    private static List<String> sources(ConfigurableApplicationContext context) {
        return context.getEnvironment().getPropertySources().stream()
                .map(PropertySource::getName)
                .toList();
    }

    @Test
    void legacyBootstrapContextLeavesImportsToTheApplicationsOwn() {
        long before = threads();
        try (ConfigurableApplicationContext context = Apps.of()
                .with(
                        "spring.cloud.bootstrap.enabled=true",
                        "spring.config.import=optional:edict:shop/a",
                        "edict.servers=127.0.0.1:1",
                        "edict.start-timeout=100ms")
                .start()) {
            ApplicationContext parent = Objects.requireNonNull(context.getParent());
            assertThat(parent.getBeanNamesForType(ConfigClient.class)).isEmpty();
            assertThat(context.getBeanNamesForType(ConfigClient.class)).hasSize(1);
            assertThat(context.getEnvironment().getPropertySources().contains("edict:shop/a"))
                    .isTrue();
        }
        await().untilAsserted(() -> assertThat(threads()).isEqualTo(before));
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("edict-"))
                .count();
    }
}
