package io.edict.spring.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.spring.EnvironmentChange;
import io.edict.spring.EnvironmentView;
import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.reload.Reload;
import io.edict.spring.internal.testing.FakeChange;
import io.edict.spring.internal.testing.FakeReload;
import io.edict.spring.internal.testing.FakeView;
import io.edict.spring.internal.testing.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;

class ConfigListenersTest {
    private static final Duration NOT_SLOW = Duration.ofMinutes(1);

    /** What the beans of this test heard, in order; they are called on the test's thread, one test at a time. */
    private static final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @ConfigurationProperties("pool")
    record Pool(int size) {}

    @ConfigurationProperties("other")
    record NotLive(int size) {}

    private AnnotationConfigApplicationContext context(Class<?>... beans) {
        heard.clear();
        AnnotationConfigApplicationContext context = unstarted(NOT_SLOW, beans);
        context.refresh();
        return context;
    }

    private static AnnotationConfigApplicationContext unstarted(Duration slowAfter, Class<?>... beans) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("followed", "pool", "secret", "canary")));
        context.registerBean(Reload.class, () -> new FakeReload(Set.of(Pool.class)));
        context.registerBean(
                ConfigListeners.class,
                () -> new ConfigListeners(context, context.getBeanProvider(Reload.class), true, slowAfter));
        for (Class<?> bean : beans) {
            context.registerBean(bean);
        }
        return context;
    }

    private static void tell(AnnotationConfigApplicationContext context, EnvironmentChange change) {
        context.getBean(ConfigListeners.class).applied(change);
    }

    static class Filtered {
        @OnConfigChange
        void all() {
            heard.add("all");
        }

        @OnConfigChange("pool")
        void pool() {
            heard.add("pool");
        }

        @OnConfigChange({"pool.maxSize", "pool.nodes[0]"})
        void names() {
            heard.add("names");
        }

        @OnConfigChange("${followed}.min-size")
        void placeholder() {
            heard.add("placeholder");
        }

        @OnConfigChange(documents = "shop/orders")
        void orders() {
            heard.add("orders");
        }

        @OnConfigChange(value = "pool", documents = "shop/orders")
        void poolOfOrders() {
            heard.add("poolOfOrders");
        }
    }

    @Test
    void methodWhenItsFilterIsNotMetIsNotCalled() {
        try (AnnotationConfigApplicationContext context = context(Filtered.class)) {
            tell(context, FakeChange.of("pool.max-size").in("shop/shared"));
            assertThat(heard).containsExactlyInAnyOrder("all", "pool", "names");

            heard.clear();
            tell(context, FakeChange.of("POOL.MIN_SIZE", "zzz"));
            assertThat(heard).containsExactlyInAnyOrder("all", "pool", "placeholder", "orders", "poolOfOrders");

            heard.clear();
            tell(context, FakeChange.of("pool.nodes[0].host").in("shop/shared"));
            assertThat(heard).containsExactlyInAnyOrder("all", "pool", "names");

            heard.clear();
            tell(context, FakeChange.of("poolSize", "pool-size"));
            assertThat(heard).containsExactlyInAnyOrder("all", "orders");
        }
    }

    @Test
    void methodsWhenNothingChangedAreNotCalled() {
        try (AnnotationConfigApplicationContext context = context(Filtered.class)) {
            tell(context, FakeChange.of());
            tell(context, FakeChange.of().atTheStart());
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void coveredNamesAreThoseThatAMethodNames() {
        try (AnnotationConfigApplicationContext context = context(Filtered.class)) {
            ConfigListeners listeners = context.getBean(ConfigListeners.class);
            assertThat(listeners.covers("pool.anything")).isTrue();
            assertThat(listeners.covers("Pool")).isTrue();
            assertThat(listeners.covers("pool-size")).isFalse();
            assertThat(listeners.covers("elsewhere")).isFalse();
        }
    }

    static class AtTheStart {
        @OnConfigChange(value = "pool", initial = true)
        void first(EnvironmentChange change) {
            heard.add("first " + change.initial());
        }

        @OnConfigChange("pool")
        void later(EnvironmentChange change) {
            heard.add("later " + change.initial());
        }
    }

    @Test
    void methodWhenItAsksForTheStartIsCalledOnceThenWhateverChanged() {
        try (AnnotationConfigApplicationContext context = context(AtTheStart.class)) {
            tell(context, FakeChange.of().atTheStart());
            assertThat(heard).containsExactly("first true");

            heard.clear();
            tell(context, FakeChange.of("other.size"));
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void methodWhenSomethingChangedBetweenImportAndStartIsCalledForThatChange() {
        try (AnnotationConfigApplicationContext context = context(AtTheStart.class)) {
            tell(context, FakeChange.of("pool.size").atTheStart());
            assertThat(heard).containsExactlyInAnyOrder("first true", "later true");
        }
    }

    static class Parameters {
        @OnConfigChange
        void method(Pool now, EnvironmentView view, Pool before, EnvironmentChange change) {
            heard.add(before.size() + " to " + now.size() + ", " + view.getProperty("pool.size") + ", "
                    + change.changedKeys());
        }
    }

    @Test
    void parametersBelongToTheChange() {
        try (AnnotationConfigApplicationContext context = context(Parameters.class)) {
            tell(
                    context,
                    FakeChange.of("pool.size")
                            .between(
                                    FakeView.of(Map.of("pool.size", 1)).with(new Pool(1)),
                                    FakeView.of(Map.of("pool.size", 2)).with(new Pool(2))));
            assertThat(heard).containsExactly("1 to 2, 2, [pool.size]");
        }
    }

    static class Ordered {
        @OnConfigChange
        void unordered() {
            heard.add("unordered");
        }

        @Order(2)
        @OnConfigChange
        void second() {
            heard.add("second");
        }

        @Order(1)
        @OnConfigChange
        void first() {
            heard.add("first");
        }
    }

    static class AlsoOrdered {
        @Order(3)
        @OnConfigChange
        void third() {
            heard.add("third");
        }
    }

    @Test
    void methodsOfAllBeansAreCalledInTheirOrder() {
        try (AnnotationConfigApplicationContext context = context(Ordered.class, AlsoOrdered.class)) {
            tell(context, FakeChange.of("a"));
            assertThat(heard).containsExactly("first", "second", "third", "unordered");
        }
    }

    static class Throwing {
        @Order(1)
        @OnConfigChange
        void throwing(EnvironmentView view) {
            throw new IllegalStateException("canary is " + view, new Error("canary"));
        }

        @Order(2)
        @OnConfigChange
        void next() {
            heard.add("next");
        }
    }

    @Test
    void methodWhenItThrowsIsCountedAndLoggedOnceWithoutItsMessageAndOthersAreCalled() {
        try (AnnotationConfigApplicationContext context = context(Throwing.class);
                LogLines log = new LogLines("io.edict")) {
            tell(context, FakeChange.of("a"));
            tell(context, FakeChange.of("b"));
            assertThat(heard).containsExactly("next", "next");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            "Throwing.throwing(EnvironmentView) threw",
                            "IllegalStateException",
                            "caused by java.lang.Error")
                    .contains(getClass().getSimpleName() + ".java:")
                    .doesNotContain("canary");
            List<ListenerStatistics> statistics =
                    context.getBean(ConfigListeners.class).statistics();
            assertThat(statistics).extracting(ListenerStatistics::calls).containsExactly(2L, 2L);
            assertThat(statistics).extracting(ListenerStatistics::failures).containsExactly(2L, 0L);
            assertThat(statistics.get(0).name()).endsWith("Throwing.throwing(EnvironmentView)");
            assertThat(statistics.get(1).total())
                    .isGreaterThanOrEqualTo(statistics.get(1).last());
        }
    }

    static class Slow {
        final CountDownLatch end = new CountDownLatch(1);

        @OnConfigChange
        void slow() throws InterruptedException {
            end.await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void methodWhenItRunsForLongIsNamedInTheLogWhileItRuns() throws InterruptedException {
        try (AnnotationConfigApplicationContext context = unstarted(Duration.ofMillis(20), Slow.class);
                LogLines log = new LogLines("io.edict")) {
            context.refresh();
            Thread thread = new Thread(() -> tell(context, FakeChange.of("a")));
            thread.start();
            await().untilAsserted(() -> assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("Slow.slow() has been running for 20 ms"));
            ConfigListeners listeners = context.getBean(ConfigListeners.class);
            assertThat(listeners.statistics()).singleElement().satisfies(each -> {
                assertThat(each.running()).isTrue();
                assertThat(each.slow()).isEqualTo(1);
                assertThat(each.calls()).isZero();
            });
            context.getBean(Slow.class).end.countDown();
            thread.join();
            assertThat(listeners.statistics().get(0).running()).isFalse();
            assertThat(listeners.statistics().get(0).calls()).isEqualTo(1);
        }
    }

    static class Closing {
        private final AnnotationConfigApplicationContext context;

        Closing(AnnotationConfigApplicationContext context) {
            this.context = context;
        }

        @Order(1)
        @OnConfigChange
        void closing() {
            heard.add("closing");
            context.close();
        }

        @Order(2)
        @OnConfigChange
        void next() {
            heard.add("next");
        }
    }

    @Test
    void methodsWhenTheContextHasClosedAreNotCalled() {
        try (AnnotationConfigApplicationContext context = unstarted(NOT_SLOW)) {
            heard.clear();
            context.registerBean(Closing.class, () -> new Closing(context));
            context.refresh();
            tell(context, FakeChange.of("a"));
            assertThat(heard).containsExactly("closing");
        }
    }

    static class Bad {
        @OnConfigChange
        void parameter(String value) {
            heard.add(value);
        }

        @OnConfigChange
        void notLive(NotLive value) {
            heard.add(value.toString());
        }

        @OnConfigChange
        void thrice(Pool one, Pool two, Pool three) {
            heard.add(one.toString() + two + three);
        }

        @OnConfigChange
        boolean returning() {
            return false;
        }

        @OnConfigChange
        @SuppressWarnings("UnusedMethod")
        private void hidden() {}

        @OnConfigChange
        static void ofNoBean() {}

        @OnConfigChange("pool.*")
        void pattern() {}

        @OnConfigChange("${missing}")
        void placeholder() {}

        @OnConfigChange(documents = "orders")
        void document() {}
    }

    @Test
    void startWhenMethodsDoNotFitFailsAndNamesThemAll() {
        try (AnnotationConfigApplicationContext context = unstarted(NOT_SLOW, Bad.class)) {
            assertThatThrownBy(context::refresh)
                    .isInstanceOf(IllegalStateException.class)
                    .message()
                    .contains("Bad.parameter", "parameter 1: java.lang.String is none of EnvironmentChange")
                    .contains("Bad.notLive", "NotLive has no live value")
                    .contains("Bad.thrice", "parameter 3: ", "more than twice")
                    .contains("Bad.returning", "use a ConfigGate")
                    .contains("Bad.hidden", "Bad.ofNoBean", "static or private")
                    .contains("Bad.pattern", "\"pool.*\" names no property")
                    .contains("Bad.placeholder", "\"${missing}\" has no value")
                    .contains("Bad.document", "write namespace/name");
        }
    }
}
