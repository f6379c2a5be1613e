package io.edict.spring.internal.reload;

import static io.edict.spring.internal.reload.Publishing.hocon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Live;
import io.edict.Subscription;
import io.edict.plain.InMemoryStore;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.reload.scanned.ScannedProperties;
import io.edict.spring.testing.Apps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;

class LiveValuesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Publishing publishing = new Publishing();

    @AfterEach
    void close() {
        publishing.close();
    }

    @ConfigurationProperties("pool")
    record Pool(
            @DefaultValue("5") int size,
            @DefaultValue List<String> nodes,
            @DefaultValue Limits limits,
            @Nullable Map<String, Integer> weights) {
        record Limits(
                @DefaultValue("1s") Duration pause,
                @DefaultValue("100") long most) {}
    }

    @ConfigurationProperties("client")
    record Client(@DefaultValue("none") String url) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({Pool.class, Client.class})
    static class Beans {
        @Bean
        Recorded recorded() {
            return new Recorded();
        }
    }

    @SuppressWarnings("unchecked") // the bean that is injected as Live<T>
    static <T> Live<T> live(ConfigurableApplicationContext context, Class<T> type) {
        return (Live<T>) context.getBeanProvider(ResolvableType.forClassWithGenerics(Live.class, type))
                .getObject();
    }

    @Test
    void liveValueWhenInjectedIsOneOfTheClientsOwn() {
        publishing.publish("shop/orders", "pool.size = 10");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Live<Pool> pool = live(context, Pool.class);
        ConfigClient client = context.getBean(ConfigClient.class);
        assertThat(client.pin().get(pool)).isSameAs(pool.get());
        assertThat(pool.current().version().number()).isEqualTo(1);
        assertThat(context.getBean(Reload.class).live(Pool.class)).isSameAs(pool);
    }

    @Test
    void allImportsWhenPublishedTogetherFlipTogether() {
        publishing.publish(hocon("shop/a", "pool.size = 1"), hocon("shop/b", "client.url = one"));
        ConfigurableApplicationContext context = publishing.start("edict:shop/a,edict:shop/b", Beans.class);
        Live<Pool> pool = live(context, Pool.class);
        Live<Client> client = live(context, Client.class);
        List<String> seen = new CopyOnWriteArrayList<>();
        pool.subscribe(change -> seen.add(change.newValue().size() + " "
                + client.get().url() + " " + context.getEnvironment().getProperty("client.url")));
        publishing.publish(hocon("shop/a", "pool.size = 2"), hocon("shop/b", "client.url = two"));
        await().atMost(PATIENCE).until(() -> seen.size() == 1);
        assertThat(seen).containsExactly("2 two two");
    }

    @Test
    void removedKeysWhenAVersionLacksThemReturnToWhatIsBelow(@TempDir Path directory) {
        publishing.publish(
                "shop/orders", "pool { size = 10, nodes = [a, b], limits.pause = 3s, weights { x = 1, y = 2 } }");
        ConfigurableApplicationContext context = publishing.start(publishing
                .app("edict:shop/orders", Beans.class)
                .file(directory, "application.yml", "pool:\n  weights:\n    z: 3\n  limits:\n    most: 7\n"));
        Live<Pool> pool = live(context, Pool.class);
        assertThat(pool.get().weights()).containsOnlyKeys("x", "y", "z");
        publishing.publish("shop/orders", "pool { nodes = [c] }");
        assertThat(pool.get())
                .isEqualTo(new Pool(5, List.of("c"), new Pool.Limits(Duration.ofSeconds(1), 7), Map.of("z", 3)));
        assertThat(context.getEnvironment().getProperty("pool.size")).isNull();
        publishing.delete("shop/orders");
        assertThat(pool.get().nodes()).isEmpty();
        assertThat(context.getBean(Recorded.class).change(2).documents().values())
                .allMatch(info -> info.isEmpty());
    }

    @Test
    void placeholdersWhenWhatTheyNameChangesInAnotherImportGiveTheNewValue(@TempDir Path directory) {
        publishing.publish(hocon("shop/a", "client.url = \"http://${host}/${tail}\""), hocon("shop/b", "host = one"));
        ConfigurableApplicationContext context = publishing.start(publishing
                .app("edict:shop/a,edict:shop/b", Beans.class)
                .file(directory, "application.properties", "tail=p-${host}\nother.of-file=${client.url}"));
        Live<Client> client = live(context, Client.class);
        assertThat(client.get().url()).isEqualTo("http://one/p-one");
        publishing.publish("shop/b", "host = two");
        assertThat(client.get().url()).isEqualTo("http://two/p-two");
        assertThat(context.getBean(Recorded.class).change(1).changedKeys())
                .containsExactly("client.url", "host", "other.of-file", "tail");
    }

    @Test
    void namesWhenSpeltOtherwiseAreTheSame() {
        publishing.publish("shop/orders", "pool { limits { most = 1 } }, other-thing.some-name = a");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Recorded recorded = context.getBean(Recorded.class);
        recorded.change(0);
        publishing.publish("shop/orders", "POOL { LIMITS { Most = 1 } }, otherThing.someName = b");
        var change = recorded.change(1);
        assertThat(change.changedKeys()).containsExactly("otherThing.someName");
        assertThat(change.shadowedKeys()).isEmpty();
        assertThat(change.touches("other-thing")).isTrue();
        assertThat(change.touches("otherThing.some_name")).isTrue();
        assertThat(change.touches("OTHERTHING_SOMENAME")).isTrue();
        assertThat(change.touches("other-thing.some")).isFalse();
        assertThat(change.touches("other")).isFalse();
        assertThat(change.touches("pool")).isFalse();
        assertThat(change.after().getProperty("other-thing.some-name")).isEqualTo("b");
        assertThat(live(context, Pool.class).get().limits().most()).isEqualTo(1);
    }

    @Test
    void changeWhenASystemPropertyHidesItIsNoneButIsTold() {
        publishing.publish("shop/orders", "pool.size = 10, pool.nodes = [a]");
        System.setProperty("pool.size", "99");
        try {
            ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
            Live<Pool> pool = live(context, Pool.class);
            AtomicInteger calls = new AtomicInteger();
            pool.subscribe(change -> calls.incrementAndGet());
            publishing.publish("shop/orders", "pool.size = 20, pool.nodes = [a]");
            var change = context.getBean(Recorded.class).change(1);
            assertThat(change.changedKeys()).isEmpty();
            assertThat(change.shadowedKeys()).containsExactly("pool.size");
            assertThat(pool.get().size()).isEqualTo(99);
            assertThat(context.getBean(Reload.class).shadowed())
                    .containsExactly(Map.entry("pool.size", "systemProperties"));
            publishing.publish("shop/orders", "pool.size = 20, pool.nodes = [b]");
            await().atMost(PATIENCE).until(() -> calls.get() == 1);
        } finally {
            System.clearProperty("pool.size");
        }
    }

    @Test
    void listenersWhenAValueIsEqualAreNotCalledAndTheObjectStays() {
        publishing.publish("shop/orders", "pool.size = 10, x = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Live<Pool> pool = live(context, Pool.class);
        Live<Integer> size = pool.map(Pool::size);
        AtomicInteger mapped = new AtomicInteger();
        Live<Pool> counted = pool.map(value -> {
            mapped.incrementAndGet();
            return value;
        });
        List<Integer> heard = new CopyOnWriteArrayList<>();
        pool.subscribe(change -> heard.add(change.newValue().size()));
        Pool before = pool.get();
        publishing.publish("shop/orders", "pool.size = 10, x = 2");
        assertThat(pool.get()).isSameAs(before);
        assertThat(pool.current().version().number()).isEqualTo(2);
        assertThat(mapped).hasValue(1);
        publishing.publish("shop/orders", "pool.size = 11, x = 2");
        assertThat(size.get()).isEqualTo(11);
        assertThat(counted.get()).isSameAs(pool.get());
        assertThat(mapped).hasValue(2);
        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        assertThat(heard).containsExactly(11);
    }

    @Test
    void listenersWhenTheyUnsubscribeWhileBeingCalledAreNotCalledAgain() {
        publishing.publish("shop/orders", "pool.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Live<Pool> pool = live(context, Pool.class);
        List<Integer> once = new CopyOnWriteArrayList<>();
        List<Integer> later = new CopyOnWriteArrayList<>();
        List<Subscription> subscriptions = new ArrayList<>();
        subscriptions.add(pool.subscribe(change -> {
            once.add(change.newValue().size());
            subscriptions.get(0).close();
            pool.subscribe(next -> later.add(next.newValue().size()));
        }));
        publishing.publish("shop/orders", "pool.size = 2");
        await().atMost(PATIENCE).until(() -> once.size() == 1);
        publishing.publish("shop/orders", "pool.size = 3");
        await().atMost(PATIENCE).until(() -> later.contains(3));
        assertThat(once).containsExactly(2);
    }

    @Test
    void optionalDocumentWhenPublishedAfterTheStartComesIntoForceInItsPlace() {
        publishing.publish("shop/low", "pool.size = 1, client.url = low");
        ConfigurableApplicationContext context =
                publishing.start("edict:shop/low,optional:edict:shop/high", Beans.class);
        Live<Pool> pool = live(context, Pool.class);
        assertThat(pool.get().size()).isEqualTo(1);
        publishing.publish("shop/high", "pool.size = 2");
        assertThat(pool.get().size()).isEqualTo(2);
        assertThat(context.getEnvironment().getProperty("pool.size")).isEqualTo("2");
        assertThat(live(context, Client.class).get().url()).isEqualTo("low");
    }

    @Test
    void optionalDocumentWhenTheStoreWasOutOfReachAtTheStartJoinsLate() {
        publishing.publish("shop/orders", "pool.size = 7");
        publishing.store.outage(true);
        ConfigurableApplicationContext context = publishing.start(
                publishing.app("optional:edict:shop/orders", Beans.class).with("edict.start-timeout=300ms"));
        Live<Pool> pool = live(context, Pool.class);
        assertThat(pool.get().size()).isEqualTo(5);
        publishing.store.outage(false);
        assertThat(pool.await(value -> value.size() == 7, PATIENCE).nodes()).isEmpty();
        assertThat(context.getEnvironment().getProperty("pool.size")).isEqualTo("7");
        assertThat(context.getBean(Recorded.class).change(1).touches("pool.size"))
                .isTrue();
    }

    @Test
    void liveValuesWhenNothingIsToBeAppliedStayAsImported() {
        publishing.publish("shop/orders", "pool.size = 10");
        ConfigurableApplicationContext context = publishing.start(
                publishing.app("edict:shop/orders", Beans.class).with("edict.reload.enabled=false"));
        Live<Pool> pool = live(context, Pool.class);
        context.getBean(Recorded.class).change(0);
        publishing.publish("shop/orders", "pool.size = 20");
        assertThat(context.getBean(ConfigClient.class).snapshot("shop/orders").getInt("pool.size"))
                .isEqualTo(20);
        assertThat(pool.get().size()).isEqualTo(10);
        assertThat(pool.map(Pool::size).get()).isEqualTo(10);
        assertThat(context.getEnvironment().getProperty("pool.size")).isEqualTo("10");
        assertThatThrownBy(() -> pool.await(value -> value.size() == 20, PATIENCE))
                .hasMessageContaining("never changes");
        assertThat(context.getBean(Recorded.class).changes).hasSize(1);
    }

    @Test
    void liveValuesWhenNothingIsImportedAreBoundFromWhatIsThere() {
        try (ConfigurableApplicationContext context = Apps.of(Beans.class, Following.class)
                .store(new InMemoryStore())
                .with("pool.size=3")
                .start()) {
            assertThat(live(context, Pool.class).get().size()).isEqualTo(3);
            assertThat(context.getBean(Recorded.class).change(0).initial()).isTrue();
        }
        try (ConfigurableApplicationContext context = publishing
                .app("edict:shop/orders", Beans.class)
                .with("edict.enabled=false", "pool.size=4")
                .start()) {
            assertThat(live(context, Pool.class).get().size()).isEqualTo(4);
        }
    }

    @Component
    @ConfigurationProperties("scanned")
    static class ScannedBean {
        private int size = 3;

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }
    }

    @Component
    @ConfigurationProperties("injected")
    static class NeedsMore {
        private final Recorded recorded;
        private int size = 3;

        NeedsMore(Recorded recorded) {
            this.recorded = recorded;
        }

        public void setSize(int size) {
            this.size = size + recorded.changes.size();
        }

        public int getSize() {
            return size;
        }
    }

    @Component
    @ConfigurationProperties("late")
    static class SetterNeedsMore {
        @Autowired
        private @Nullable Recorded recorded;

        private int size = 3;

        public void setSize(int size) {
            this.size = size + Objects.requireNonNull(recorded).changes.size();
        }

        public int getSize() {
            return size;
        }
    }

    @ConfigurationProperties("third")
    static class ThirdParty {
        static final AtomicInteger MADE = new AtomicInteger();
        private int size;

        ThirdParty(String fixed) {
            MADE.incrementAndGet();
            assertThat(fixed).isEqualTo("fixed");
        }

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }
    }

    static class Plain {
        private int size;

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan(basePackageClasses = ScannedProperties.class)
    @ComponentScan(
            useDefaultFilters = false,
            basePackageClasses = LiveValuesTest.class,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = {ScannedBean.class, NeedsMore.class, SetterNeedsMore.class}))
    static class AllKinds {
        @Bean
        ThirdParty thirdParty() {
            return new ThirdParty("fixed");
        }

        @Bean
        @ConfigurationProperties("plain")
        Plain plain() {
            return new Plain();
        }

        @Bean
        Recorded recorded() {
            return new Recorded();
        }
    }

    @Test
    void liveValuesWhenClassesAreFoundByScanningAreThereAndNotThoseOfMethods() {
        ThirdParty.MADE.set(0);
        publishing.publish(
                "shop/orders", "scanned.size = 1, injected.size = 1, late.size = 1, third.size = 1, plain.size = 1");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", AllKinds.class);
        Live<ScannedBean> scanned = live(context, ScannedBean.class);
        ThirdParty thirdParty = context.getBean(ThirdParty.class);
        publishing.publish(
                "shop/orders",
                "scanned.size = 2, injected.size = 2, late.size = 2, third.size = 2, plain.size = 2, set.on = true");
        assertThat(scanned.get().getSize()).isEqualTo(2);
        assertThat(live(context, ScannedProperties.class).get().on()).isTrue();
        assertThat(context.getBean(ScannedBean.class).getSize()).isEqualTo(1);
        assertThat(thirdParty.getSize()).isEqualTo(1);
        assertThat(context.getBean(Plain.class).getSize()).isEqualTo(1);
        assertThat(ThirdParty.MADE).hasValue(1);
        for (Class<?> none : List.of(ThirdParty.class, Plain.class, NeedsMore.class, SetterNeedsMore.class)) {
            assertThatThrownBy(() -> live(context, none)).isInstanceOf(BeansException.class);
            assertThatThrownBy(() -> context.getBean(Reload.class).live(none))
                    .hasMessageContaining(none.getName() + " has no live value");
        }
        assertThat(context.getBean(Recorded.class).change(1).pendingRestart())
                .containsExactly("injected.size", "late.size", "plain.size", "third.size");
    }

    @Test
    void environmentViewsWhenReadShowOneGenerationWithConvertersAndPlaceholders() {
        publishing.publish("shop/orders", "pool { size = 10, nodes = [a, b] }, text = \"${pool.size} nodes\"");
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        EnvironmentView before = context.getBean(Reload.class).view();
        publishing.publish("shop/orders", "pool { size = 20 }, text = \"${pool.size} nodes\"");
        EnvironmentView after = context.getBean(Reload.class).view();
        assertThat(before.getProperty("text")).isEqualTo("10 nodes");
        assertThat(before.value(Pool.class).nodes()).containsExactly("a", "b");
        assertThat(before.bind("pool", Pool.class)).isEqualTo(before.value(Pool.class));
        assertThat(before.getProperty("pool.nodes[1]")).isEqualTo("b");
        assertThat(after.getProperty("text")).isEqualTo("20 nodes");
        assertThat(after.getRequiredProperty("pool.size", Integer.class)).isEqualTo(20);
        assertThat(after.value(Pool.class)).isSameAs(live(context, Pool.class).get());
        assertThat(after.generation()).isGreaterThan(before.generation());
        assertThat(after.toString()).doesNotContain("nodes");
        assertThatThrownBy(() -> after.value(String.class)).hasMessageContaining("has no live value");
    }
}
