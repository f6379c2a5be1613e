package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.error.ClientClosedException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.junit.EdictExtension;
import io.edict.spring.EdictCustomizer;
import io.edict.spring.testing.Apps;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** From the first import to the end of the context, or of a start that failed. */
class ClientLifecycleTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @TempDir
    Path directory;

    private final AtomicInteger clients = new AtomicInteger();
    private int atFirst;

    /** The test's own client runs from the first publish on. */
    @BeforeEach
    void publish() {
        edict.publish("shop/a", "a = 1");
        atFirst = threads().size();
    }

    @Test
    void importsOfAllFilesShareOneClient() {
        edict.publish("shop/b", "b = 1");
        edict.publish("shop/c", "c = 1");
        try (ConfigurableApplicationContext context = app("edict:shop/a,edict:shop/b,edict:shop/a;shop/b")
                .file(
                        directory,
                        "application.properties",
                        "spring.config.import=file:" + directory + "/more.properties")
                .file(directory, "more.properties", "spring.config.import=edict:shop/b,edict:shop/c")
                .start()) {
            assertThat(clients).hasValue(1);
            assertThat(context.getEnvironment().getProperty("b")).isEqualTo("1");
            assertThat(context.getBean(ClientHandle.class).imports())
                    .extracting(imported -> imported.document().toString())
                    .containsExactlyInAnyOrder(
                            "shop/a", "shop/b", "shop/c", "shop/a-default", "shop/b-default", "shop/c-default");
        }
    }

    @Test
    void clientIsClosedAfterTheBeansThatUseIt() {
        ConfigurableApplicationContext context =
                app("edict:shop/a", UsesTheClientToTheEnd.class).start();
        ConfigClient client = context.getBean(ConfigClient.class);
        UsesTheClientToTheEnd.User bean = context.getBean(UsesTheClientToTheEnd.User.class);
        context.close();
        assertThat(bean.usable).isTrue();
        assertClosed(client);
        context.close();
    }

    @Test
    void clientIsClosedWhenTheStartFailsBeforeThereIsAContext() {
        ApplicationListener<ApplicationEnvironmentPreparedEvent> failing = event -> {
            throw new IllegalStateException("after the imports");
        };
        assertThatThrownBy(() -> app("edict:shop/a")
                        .and(application -> application.addListeners(failing))
                        .start())
                .hasMessage("after the imports");
        assertThat(clients).hasValue(1);
        assertNothingRuns();
    }

    @Test
    void clientIsClosedWhenAnImportFails() {
        assertThatThrownBy(() -> app("edict:shop/none").start()).isInstanceOf(ImportException.class);
        assertNothingRuns();
    }

    @Test
    void clientIsClosedWhenAnInitializerFails() {
        ApplicationContextInitializer<ConfigurableApplicationContext> failing = context -> {
            throw new IllegalStateException("with a context that has nothing");
        };
        assertThatThrownBy(() -> app("edict:shop/a")
                        .and(application -> application.addInitializers(failing))
                        .start())
                .hasMessage("with a context that has nothing");
        assertThat(clients).hasValue(1);
        assertNothingRuns();
    }

    @Test
    void clientIsClosedWhenTheRefreshFails() {
        assertThatThrownBy(() -> app("edict:shop/a", FailingBean.class).start())
                .hasStackTraceContaining("a bean cannot be made");
        assertNothingRuns();
        assertThatThrownBy(() -> app("edict:shop/a", FailingFactory.class).start())
                .hasStackTraceContaining("before any bean");
        assertNothingRuns();
    }

    @Test
    void clientIsClosedWhenARunnerFails() {
        assertThatThrownBy(() -> app("edict:shop/a", FailingRunner.class).start())
                .hasStackTraceContaining("when all ran");
        assertThat(clients).hasValue(1);
        assertNothingRuns();
    }

    @Test
    void contextRunnerLoadsImportsAndClosesTheClient() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(
                        "spring.config.import=optional:edict:shop/a",
                        "edict.servers=127.0.0.1:1",
                        "edict.start-timeout=100ms");
        runner.run(context -> {
            assertThat(context).hasSingleBean(ConfigClient.class).hasSingleBean(ClientHandle.class);
            assertThat(context.getEnvironment().getPropertySources().contains("edict:shop/a"))
                    .isTrue();
        });
        runner.withUserConfiguration(FailingFactory.class)
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("spring.config.import=edict:shop/a")
                .run(context ->
                        assertThat(context).getFailure().hasRootCauseInstanceOf(StoreUnreachableException.class));
        assertNothingRuns();
    }

    @Test
    void childContextEndsWithoutTheClientOfItsParent() {
        try (ConfigurableApplicationContext context = app("edict:shop/a").start()) {
            ConfigClient client = context.getBean(ConfigClient.class);
            GenericApplicationContext child = new GenericApplicationContext(context);
            child.refresh();
            assertThat(child.getBean(ConfigClient.class)).isSameAs(client);
            child.close();
            assertThat(client.follow("shop/a").snapshot().getInt("a")).isEqualTo(1);
        }
    }

    @Test
    void applicationAndItsParentHaveAClientEach() {
        try (ConfigurableApplicationContext parent = app("edict:shop/a").start()) {
            ConfigClient outer = parent.getBean(ConfigClient.class);
            ConfigClient inner;
            try (ConfigurableApplicationContext child = app("edict:shop/a")
                    .and(application -> application.addInitializers(made -> made.setParent(parent)))
                    .start()) {
                inner = child.getBean(ConfigClient.class);
                assertThat(inner).isNotSameAs(outer);
            }
            assertClosed(inner);
            assertThat(outer.follow("shop/a").snapshot().getInt("a")).isEqualTo(1);
        }
    }

    @Test
    void failureOfOneApplicationLeavesTheClientOfAnotherAlone() {
        try (ConfigurableApplicationContext context = app("edict:shop/a").start()) {
            assertThatThrownBy(() -> app("edict:shop/a", FailingBean.class).start())
                    .isNotNull();
            assertThat(context.getBean(ConfigClient.class)
                            .follow("shop/a")
                            .snapshot()
                            .getInt("a"))
                    .isEqualTo(1);
        }
    }

    @Test
    void applicationThatIsStartedAgainHasANewClient() {
        Apps app = app("edict:shop/a");
        ConfigurableApplicationContext first = app.start();
        ConfigClient client = first.getBean(ConfigClient.class);
        first.close();
        try (ConfigurableApplicationContext second = app.start()) {
            assertThat(second.getBean(ConfigClient.class)).isNotSameAs(client);
            assertThat(second.getEnvironment().getProperty("a")).isEqualTo("1");
        }
    }

    @Test
    void manyStartsAndEndsLeaveNothingBehind() {
        app("edict:shop/a").start().close();
        List<String> before = threads();
        List<WeakReference<Object>> remains = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ConfigurableApplicationContext context = app("edict:shop/a").start();
            remains.add(new WeakReference<>(context));
            remains.add(new WeakReference<>(context.getBean(ConfigClient.class)));
            remains.add(new WeakReference<>(context.getBean(ClientHandle.class)));
            context.close();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(threads()).hasSizeLessThanOrEqualTo(before.size()));
        await().atMost(SOON).untilAsserted(() -> {
            System.gc();
            assertThat(remains).filteredOn(remain -> remain.get() != null).hasSizeLessThanOrEqualTo(3);
        });
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("edict-"))
                .toList();
    }

    private Apps app(String location, Class<?>... sources) {
        EdictCustomizer counting = builder -> clients.incrementAndGet();
        return Apps.of(sources)
                .store(edict)
                .register(EdictCustomizer.class, counting)
                .with("spring.config.import=" + location);
    }

    private void assertNothingRuns() {
        await().atMost(SOON).untilAsserted(() -> assertThat(threads()).hasSize(atFirst));
    }

    private static void assertClosed(ConfigClient client) {
        assertThatThrownBy(() -> client.follow("shop/other")).isInstanceOf(ClientClosedException.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class UsesTheClientToTheEnd {
        @Bean
        User user(ConfigClient client) {
            return new User(client);
        }

        static final class User implements DisposableBean {
            private final ConfigClient client;
            boolean usable;

            User(ConfigClient client) {
                this.client = client;
            }

            @Override
            public void destroy() {
                client.follow("shop/a");
                usable = true;
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FailingBean {
        @Bean
        Object failing() {
            throw new IllegalStateException("a bean cannot be made");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FailingFactory {
        @Bean
        static BeanFactoryPostProcessor failing() {
            return beans -> {
                throw new IllegalStateException("before any bean");
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FailingRunner {
        @Bean
        ApplicationRunner failing() {
            return arguments -> {
                throw new IllegalStateException("when all ran");
            };
        }
    }
}
