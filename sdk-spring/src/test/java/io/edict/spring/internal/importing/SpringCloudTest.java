package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.plain.junit.EdictExtension;
import io.edict.spring.EdictCustomizer;
import io.edict.spring.testing.Apps;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

/** Beside Spring Cloud. */
class SpringCloudTest {
    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @Test
    void refreshLoadsTheSameImportsWithTheSameClient() {
        edict.publish("shop/a", "a = 1");
        AtomicInteger clients = new AtomicInteger();
        try (ConfigurableApplicationContext context = Apps.of(RefreshAutoConfiguration.class)
                .store(edict)
                .register(EdictCustomizer.class, builder -> clients.incrementAndGet())
                .with("spring.config.import=edict:shop/a")
                .start()) {
            List<String> before = sources(context);
            for (int i = 0; i < 10; i++) {
                context.getBean(ContextRefresher.class).refresh();
            }
            assertThat(clients).hasValue(1);
            assertThat(sources(context)).isEqualTo(before);
            assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
        }
    }

    @Test
    void legacyBootstrapContextLeavesImportsToTheApplicationsOwn() {
        int before = threads();
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
            assertThat(sources(context)).contains("edict:shop/a");
        }
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(threads()).isEqualTo(before));
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("edict-"))
                .count();
    }

    private static List<String> sources(ConfigurableApplicationContext context) {
        return context.getEnvironment().getPropertySources().stream()
                .map(PropertySource::getName)
                .toList();
    }
}
