package io.edict.spring.internal.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.Live;
import io.edict.spring.Reloadable;
import jakarta.validation.constraints.Max;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

class JavaBeansTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Publishing publishing = new Publishing();

    @AfterEach
    void close() {
        publishing.close();
    }

    @Validated
    @Reloadable
    @ConfigurationProperties("pool")
    static class Pool implements InitializingBean, DisposableBean {
        final List<String> calls = new CopyOnWriteArrayList<>();

        @Max(100)
        private int size = 5;

        private String name = "default";
        private List<String> nodes = new ArrayList<>();
        private Limits limits = new Limits();
        private final Limits fixed = new Limits();
        private final Map<String, Integer> weights = new LinkedHashMap<>();
        private String written = "unset";

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            calls.add("size");
            this.size = size;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            calls.add("name");
            this.name = name;
        }

        public List<String> getNodes() {
            return nodes;
        }

        public void setNodes(List<String> nodes) {
            calls.add("nodes");
            this.nodes = nodes;
        }

        public Limits getLimits() {
            return limits;
        }

        public void setLimits(Limits limits) {
            calls.add("limits");
            this.limits = limits;
        }

        public Limits getFixed() {
            return fixed;
        }

        public Map<String, Integer> getWeights() {
            return weights;
        }

        public void setWritten(String written) {
            calls.add("written");
            this.written = written;
        }

        @Override
        public void afterPropertiesSet() {
            calls.add("made");
        }

        @Override
        public void destroy() {
            calls.add("destroyed");
        }
    }

    static class Limits {
        private int most = 1;
        private @Nullable Duration pause;

        public int getMost() {
            return most;
        }

        public void setMost(int most) {
            this.most = most;
        }

        public @Nullable Duration getPause() {
            return pause;
        }

        public void setPause(Duration pause) {
            this.pause = pause;
        }
    }

    @ConfigurationProperties("other")
    static class Other {
        private int size = 5;

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({Pool.class, Other.class})
    static class Beans {
        @Bean
        Recorded recorded() {
            return new Recorded();
        }
    }

    private static final String FIRST = """
            pool { size = 10, name = first, nodes = [a, b], limits.most = 2, fixed { most = 3, pause = 1s }, written = one }
            pool.weights.a = 1
            other.size = 1
            """;

    private ConfigurableApplicationContext start(String... properties) {
        publishing.publish("shop/orders", FIRST);
        ConfigurableApplicationContext context = publishing.start(
                publishing.app("edict:shop/orders", Beans.class).with(properties));
        context.getBean(Recorded.class).change(0);
        return context;
    }

    @Test
    void reloadableBeanWhenAVersionComesGetsWhatChangedBySettersAndNothingElse() {
        ConfigurableApplicationContext context = start();
        Pool pool = context.getBean(Pool.class);
        Limits fixed = pool.getFixed();
        List<String> nodes = pool.getNodes();
        pool.calls.clear();
        pool.setName("set by hand");
        pool.calls.clear();
        publishing.publish("shop/orders", """
                pool { size = 20, name = first, nodes = [c], limits.most = 2, fixed { most = 4, pause = 1s }, written = two }
                pool.weights.a = 2
                other.size = 2
                """);
        context.getBean(Recorded.class).change(1);
        assertThat(pool.calls).containsExactlyInAnyOrder("size", "nodes", "written");
        assertThat(pool.getSize()).isEqualTo(20);
        assertThat(pool.getName()).isEqualTo("set by hand");
        assertThat(pool.getNodes()).containsExactly("c").isNotSameAs(nodes);
        assertThat(nodes).containsExactly("a", "b");
        assertThat(pool.getFixed()).isSameAs(fixed);
        assertThat(fixed.getMost()).isEqualTo(4);
        assertThat(fixed.getPause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pool.written).isEqualTo("two");
        assertThat(pool.getWeights()).containsEntry("a", 1);
        assertThat(context.getBean(Other.class).getSize()).isEqualTo(1);
        assertThat(context.getBean(Recorded.class).change(1).pendingRestart())
                .as("live values cover the rest")
                .isEmpty();
    }

    @Test
    void reloadableBeanWhenKeysAreRemovedGetsItsDefaults() {
        ConfigurableApplicationContext context = start();
        Pool pool = context.getBean(Pool.class);
        publishing.publish("shop/orders", "pool { limits.most = 7 }");
        context.getBean(Recorded.class).change(1);
        assertThat(pool.getSize()).isEqualTo(5);
        assertThat(pool.getName()).isEqualTo("default");
        assertThat(pool.getNodes()).isEmpty();
        assertThat(pool.getLimits().getMost()).isEqualTo(7);
        assertThat(pool.getFixed().getMost()).isEqualTo(1);
        assertThat(pool.getFixed().getPause()).isNull();
    }

    @Test
    void reloadableBeanWhenAVersionIsRefusedIsNotTouched() {
        ConfigurableApplicationContext context = start();
        Pool pool = context.getBean(Pool.class);
        pool.calls.clear();
        publishing.publish("shop/orders", "pool { size = 101, name = second }");
        publishing.publish("shop/orders", "pool { size = many, name = second }");
        publishing.publish("shop/orders", FIRST.replace("10", "11"));
        context.getBean(Recorded.class).change(1);
        assertThat(pool.calls).containsExactly("size");
        assertThat(pool.getName()).isEqualTo("first");
    }

    @Test
    void beansWithSettersWhenAllAreWantedFollow() {
        ConfigurableApplicationContext context = start("edict.reload.java-beans=all");
        publishing.publish("shop/orders", "other.size = 3");
        context.getBean(Recorded.class).change(1);
        assertThat(context.getBean(Other.class).getSize()).isEqualTo(3);
    }

    @Test
    void beansWithSettersWhenNoneAreWantedStay() {
        ConfigurableApplicationContext context = start("edict.reload.java-beans=off");
        publishing.publish("shop/orders", "pool.size = 3");
        context.getBean(Recorded.class).change(1);
        assertThat(context.getBean(Pool.class).getSize()).isEqualTo(10);
    }

    @Test
    void liveValueOfABeanWithSettersWhenNothingOfItChangedIsTheSameObject() {
        ConfigurableApplicationContext context = start();
        Live<Pool> live = LiveValuesTest.live(context, Pool.class);
        Pool before = live.get();
        publishing.publish("shop/orders", FIRST + "\nunrelated = 1");
        assertThat(live.get()).isSameAs(before);
        publishing.publish("shop/orders", FIRST.replace("most = 3", "most = 4"));
        assertThat(live.get()).isNotSameAs(before);
        assertThat(live.get().getFixed().getMost()).isEqualTo(4);
        assertThat(before.getFixed().getMost()).isEqualTo(3);
    }

    @Test
    void readersWhenABeanIsChangedNeverSeeNullsNorDefaultsNorShortLists() throws Exception {
        ConfigurableApplicationContext context = start();
        Pool pool = context.getBean(Pool.class);
        AtomicBoolean done = new AtomicBoolean();
        Map<String, Object> wrong = new ConcurrentHashMap<>();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                look(pool, wrong);
            }
        });
        reader.start();
        for (int i = 0; i < 60; i++) {
            int n = 10 + i;
            publishing.publish(
                    "shop/orders", FIRST.replace("size = 10", "size = " + n).replace("[a, b]", "[a" + n + ", b]"));
        }
        await().atMost(PATIENCE).until(() -> pool.getSize() == 69);
        done.set(true);
        reader.join();
        assertThat(wrong).isEmpty();
    }

    private static void look(Pool pool, Map<String, Object> wrong) {
        if (pool.getSize() < 10) {
            wrong.put("size", pool.getSize());
        }
        List<String> nodes = pool.getNodes();
        if (nodes.size() != 2) {
            wrong.put("nodes", nodes);
        }
        if (Objects.equals(pool.getName(), "default") || pool.getLimits().getMost() != 2) {
            wrong.put("name", pool.getName());
        }
        if (pool.getFixed().getPause() == null) {
            wrong.put("pause", "null");
        }
    }
}
