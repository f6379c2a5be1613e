package io.edict.spring.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClientEvent;
import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.Live;
import io.edict.spring.ConfigChangedEvent;
import io.edict.spring.ConfigConnectionEvent;
import io.edict.spring.ConfigRefusedEvent;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.autoconfigure.EdictAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictListenAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictReloadAutoConfiguration;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Applications that hear of what an operator publishes. */
@ExtendWith(OutputCaptureExtension.class)
class ListeningApplicationTest {
    private final Store store = new Store();

    @BeforeEach
    void publishTheFirstVersion() {
        store.publish("shop/orders", "pool { size = 10, nodes = [a] }, other = 1");
    }

    @AfterEach
    void end() {
        store.close();
    }

    @ConfigurationProperties("pool")
    record Pool(int size, List<String> nodes) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Pool.class)
    @ImportAutoConfiguration({
        EdictAutoConfiguration.class,
        EdictReloadAutoConfiguration.class,
        EdictListenAutoConfiguration.class
    })
    static class Base {}

    private Apps app(Class<?>... beans) {
        List<Class<?>> sources = new ArrayList<>(List.of(beans));
        sources.add(Base.class);
        return Apps.of(sources.toArray(Class<?>[]::new))
                .store(store.memory())
                .with("spring.config.import=edict:shop/orders");
    }

    record Call(Pool now, Pool before, Pool inForce, String inEnvironment, EnvironmentChange change) {}

    static class Listening {
        final List<Call> pools = Collections.synchronizedList(new ArrayList<>());
        final List<EnvironmentChange> starts = Collections.synchronizedList(new ArrayList<>());
        final List<EnvironmentChange> ofOtherDocument = Collections.synchronizedList(new ArrayList<>());
        private final Live<Pool> live;
        private final Environment environment;

        Listening(Live<Pool> live, Environment environment) {
            this.live = live;
            this.environment = environment;
        }

        @OnConfigChange("pool")
        void pool(Pool now, Pool before, EnvironmentChange change) {
            pools.add(new Call(now, before, live.get(), environment.getRequiredProperty("pool.size"), change));
        }

        @OnConfigChange(value = "nothing", initial = true)
        void start(EnvironmentChange change, Pool now, Pool before) {
            assertThat(before).isEqualTo(now);
            starts.add(change);
        }

        @OnConfigChange(documents = "shop/elsewhere")
        void other(EnvironmentChange change) {
            ofOtherDocument.add(change);
        }
    }

    @Test
    void methodWhenAVersionIsPublishedIsToldOfValuesThatAreInForceEverywhere() {
        try (ConfigurableApplicationContext context = app(Listening.class).start()) {
            Listening listening = context.getBean(Listening.class);
            await().until(() -> listening.starts.size() == 1);
            assertThat(listening.starts.get(0).initial()).isTrue();
            assertThat(listening.pools).isEmpty();

            store.publish("shop/orders", "pool { size = 20, nodes = [a] }, other = 1");
            await().until(() -> listening.pools.size() == 1);
            store.publish("shop/orders", "pool { size = 20, nodes = [a] }, other = 2");
            store.publish("shop/orders", "pool { size = 20, nodes = [a, b] }, other = 2");
            await().until(() -> listening.pools.size() == 2);

            Call first = listening.pools.get(0);
            assertThat(first.now()).isEqualTo(new Pool(20, List.of("a")));
            assertThat(first.before()).isEqualTo(new Pool(10, List.of("a")));
            assertThat(first.inForce()).isSameAs(first.now());
            assertThat(first.inEnvironment()).isEqualTo("20");
            assertThat(first.change().changedKeys()).containsExactly("pool.size");
            Call second = listening.pools.get(1);
            assertThat(second.now()).isEqualTo(new Pool(20, List.of("a", "b")));
            assertThat(second.before()).isSameAs(first.now());
            assertThat(second.change().pendingRestart()).isSubsetOf("other");
            assertThat(listening.starts).hasSize(1);
            assertThat(listening.ofOtherDocument).isEmpty();
        }
    }

    static class Failing {
        @Order(1)
        @OnConfigChange
        void failing() {
            throw new IllegalStateException("canary");
        }
    }

    @Test
    void methodWhenAnotherThrowsIsCalledAllTheSame(CapturedOutput output) {
        try (ConfigurableApplicationContext context =
                app(Failing.class, Listening.class).start()) {
            store.publish("shop/orders", "pool { size = 20 }");
            await().until(() -> !context.getBean(Listening.class).pools.isEmpty());
            assertThat(output).contains("Failing.failing() threw").doesNotContain("canary");
        }
    }

    static class Events {
        final List<ConfigChangedEvent> all = Collections.synchronizedList(new ArrayList<>());
        final List<ConfigChangedEvent> ofPool = Collections.synchronizedList(new ArrayList<>());
        final List<ConfigRefusedEvent> refused = Collections.synchronizedList(new ArrayList<>());
        final List<ConfigConnectionEvent> connections = Collections.synchronizedList(new ArrayList<>());

        @EventListener
        void changed(ConfigChangedEvent event) {
            all.add(event);
        }

        @EventListener(condition = "#event.change().touches('pool')")
        void pool(ConfigChangedEvent event) {
            ofPool.add(event);
        }

        @EventListener
        void refused(ConfigRefusedEvent event) {
            refused.add(event);
        }

        @EventListener
        void connection(ConfigConnectionEvent event) {
            connections.add(event);
        }
    }

    @Test
    void eventListenerWhenItsConditionHoldsHearsOfTheChangeAndTheStartIsNoChange() {
        try (ConfigurableApplicationContext context = app(Events.class).start()) {
            Events events = context.getBean(Events.class);
            store.publish("shop/orders", "pool { size = 10, nodes = [a] }, other = 2");
            await().until(() -> events.all.size() == 1);
            assertThat(events.ofPool).isEmpty();
            store.publish("shop/orders", "pool { size = 31415, nodes = [a] }, other = 2");
            await().until(() -> events.ofPool.size() == 1);
            await().until(() -> events.all.size() == 2);
            assertThat(events.ofPool.get(0).getApplicationContext()).isSameAs(context);
            assertThat(events.ofPool.get(0)).asString().contains("shop/orders").doesNotContain("31415");
        }
    }

    @Test
    void eventListenerWhenAVersionIsRefusedHearsOfThatAlone() {
        try (ConfigurableApplicationContext context =
                app(Events.class, Listening.class).start()) {
            Events events = context.getBean(Events.class);
            store.publish("shop/orders", "pool { size = canary }");
            await().until(() -> !events.refused.isEmpty());
            assertThat(events.refused).singleElement().satisfies(event -> {
                assertThat(event.document()).hasToString("shop/orders");
                assertThat(event.refusal().version()).hasToString("2");
                assertThat(event.toString()).contains("shop/orders version 2").doesNotContain("canary");
            });
            assertThat(events.all).isEmpty();
            assertThat(context.getBean(Listening.class).pools).isEmpty();
        }
    }

    @Test
    void eventListenerWhenTheStoreIsOutOfReachHearsOfThat() {
        try (ConfigurableApplicationContext context = app(Events.class).start()) {
            Events events = context.getBean(Events.class);
            store.memory().outage(true);
            await().until(() -> !events.connections.isEmpty());
            assertThat(events.connections.get(0).cluster().connection()).isNotEqualTo(Connection.CONNECTED);
            store.memory().outage(false);
            await().until(() -> events.connections.stream()
                    .anyMatch(event -> event.cluster().connection() == Connection.CONNECTED));
        }
    }

    @Test
    void eventListenerWhileTheContextIsStoppedHearsNothing() {
        try (ConfigurableApplicationContext context = app(Events.class).start()) {
            Events events = context.getBean(Events.class);
            List<Connection> client = Collections.synchronizedList(new ArrayList<>());
            context.getBean(ConfigClient.class).onEvent(event -> {
                if (event instanceof ClientEvent.ConnectionChanged changed) {
                    client.add(changed.cluster().connection());
                }
            });
            context.stop();
            store.memory().outage(true);
            await().until(() -> !client.isEmpty());
            store.memory().outage(false);
            await().until(() -> client.contains(Connection.CONNECTED));
            context.start();
            store.memory().outage(true);
            await().until(() -> !events.connections.isEmpty());
            assertThat(events.connections)
                    .extracting(event -> event.cluster().connection())
                    .doesNotContain(Connection.CONNECTED);
        }
    }

    @Test
    void methodWhenThreadsAreVirtualIsCalled() {
        try (ConfigurableApplicationContext context =
                app(Listening.class).with("spring.threads.virtual.enabled=true").start()) {
            Listening listening = context.getBean(Listening.class);
            store.publish("shop/orders", "pool.size = 20");
            await().until(() -> listening.pools.size() == 1);
        }
    }

    static class Unheard {
        @OnConfigChange
        void never() {}
    }

    @Test
    void methodsWhenNothingIsImportedAreSaidToBeNeverCalled(CapturedOutput output) {
        try (ConfigurableApplicationContext context =
                Apps.of(Base.class, Unheard.class).start()) {
            assertThat(context.getBean(ConfigListeners.class).statistics()).hasSize(1);
            assertThat(output)
                    .contains(
                            "nothing will change for 1 methods with @OnConfigChange",
                            "Unheard.never()",
                            "spring.config.import=edict:");
        }
    }

    @Test
    void beansWhenEdictIsSwitchedOffAreNotThere() {
        try (ConfigurableApplicationContext context =
                app(Unheard.class).with("edict.enabled=false").start()) {
            assertThat(context.getBeansOfType(ConfigListeners.class)).isEmpty();
            assertThat(context.getBeansOfType(LoggingLevels.class)).isEmpty();
        }
    }
}
