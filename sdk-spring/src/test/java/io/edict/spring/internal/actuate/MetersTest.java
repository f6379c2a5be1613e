package io.edict.spring.internal.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.plain.micrometer.EdictMetrics;
import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.autoconfigure.EdictAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictListenAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictMetricsAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictObservationAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictReloadAutoConfiguration;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters and observations of applications that run. */
class MetersTest {
    private final Store store = new Store();

    @BeforeEach
    void publishTheFirstVersion() {
        store.publish("shop/orders", "pool.size = 10, other = 1");
    }

    @AfterEach
    void end() {
        store.close();
    }

    @ConfigurationProperties("pool")
    record Pool(int size) {}

    static class Listening {
        @OnConfigChange("pool")
        void resize(Pool now) {
            if (now.size() == 13) {
                throw new IllegalStateException();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Pool.class)
    @ImportAutoConfiguration({
        EdictAutoConfiguration.class,
        EdictReloadAutoConfiguration.class,
        EdictListenAutoConfiguration.class,
        EdictMetricsAutoConfiguration.class,
        EdictObservationAutoConfiguration.class
    })
    static class Metered {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Listening listening() {
            return new Listening();
        }
    }

    /** What was observed, with the observation that a listener saw as current. */
    static final class Observed implements ObservationHandler<Observation.Context> {
        final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

        @Override
        public void onStop(Observation.Context context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    static class Asking {
        final List<String> seen = new CopyOnWriteArrayList<>();
        private final ObservationRegistry observations;

        Asking(ObservationRegistry observations) {
            this.observations = observations;
        }

        @OnConfigChange
        void changed() {
            Observation current = observations.getCurrentObservation();
            seen.add(current == null ? "none" : current.getContext().getName());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Traced {
        @Bean
        Observed observed() {
            return new Observed();
        }

        @Bean
        ObservationRegistry observations(Observed observed, MeterRegistry meters) {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig()
                    .observationHandler(observed)
                    .observationHandler(new DefaultMeterObservationHandler(meters));
            return registry;
        }

        @Bean
        Asking asking(ObservationRegistry observations) {
            return new Asking(observations);
        }
    }

    private ConfigurableApplicationContext start(Class<?>... beans) {
        return Apps.of(beans)
                .store(store.memory())
                .with("spring.config.import=edict:shop/orders")
                .start();
    }

    /** What Spring Boot does once the singletons are there. */
    private static MeterRegistry bound(ConfigurableApplicationContext context) {
        MeterRegistry registry = context.getBean(MeterRegistry.class);
        context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
        return registry;
    }

    @Test
    void clientsMetersNameTheImportedDocuments() {
        try (ConfigurableApplicationContext context = start(Metered.class)) {
            MeterRegistry registry = bound(context);

            assertThat(registry.get("edict.document.version")
                            .tag("document", "shop/orders")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.get("edict.connected").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void adaptersMetersAreThoseOfTheTableInTheReadme() throws IOException {
        Set<String> table = Pattern.compile("(?m)^\\| `(edict\\.[a-z.]+)` \\| ([^|]*) \\| ([^|]*) \\|")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(row ->
                        row.group(1) + "|" + row.group(2).replaceAll("[`–]", "").strip() + "|" + row.group(3))
                .collect(Collectors.toCollection(TreeSet::new));
        try (ConfigurableApplicationContext context = start(Metered.class)) {
            MeterRegistry clients = new SimpleMeterRegistry();
            EdictMetrics.of(context.getBean(ConfigClient.class))
                    .documents("shop/orders")
                    .bindTo(clients);
            Set<String> ofTheClient = clients.getMeters().stream()
                    .map(meter -> meter.getId().getName())
                    .collect(Collectors.toSet());

            Set<String> shown = new TreeSet<>();
            for (Meter meter : bound(context).getMeters()) {
                Meter.Id id = meter.getId();
                String tags = id.getTags().stream().map(Tag::getKey).collect(Collectors.joining(", "));
                if (!ofTheClient.contains(id.getName())) {
                    shown.add(id.getName() + "|" + tags + "|" + id.getBaseUnit());
                }
            }
            assertThat(shown).isEqualTo(table);
        }
    }

    @Test
    void clientsMetersGoWithTheContext() {
        MeterRegistry registry;
        try (ConfigurableApplicationContext context = start(Metered.class)) {
            registry = bound(context);
            assertThat(registry.find("edict.connected").gauge()).isNotNull();
        }
        assertThat(registry.find("edict.connected").gauge()).isNull();
    }

    @Test
    void reloadsAreTimedAndWhatWaitsForARestartIsCounted() {
        try (ConfigurableApplicationContext context = start(Metered.class)) {
            MeterRegistry registry = bound(context);
            assertThat(registry.get("edict.pending.restart").gauge().value()).isZero();
            store.publish("shop/orders", "pool.size = 11, other = 2");

            await().until(() -> reloads(registry, "applied") == 1);
            assertThat(registry.get("edict.reload")
                            .tag("outcome", "applied")
                            .timer()
                            .totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(registry.get("edict.pending.restart").gauge().value()).isEqualTo(1);

            store.publish("shop/orders", "pool.size = many");
            await().until(() -> reloads(registry, "refused") == 1);
            assertThat(reloads(registry, "applied")).isEqualTo(1);
        }
    }

    private static long reloads(MeterRegistry registry, String outcome) {
        return registry.get("edict.reload").tag("outcome", outcome).timer().count();
    }

    @Test
    void methodsAreTimedAndTheirFailuresCounted() {
        try (ConfigurableApplicationContext context = start(Metered.class)) {
            MeterRegistry registry = bound(context);
            store.publish("shop/orders", "pool.size = 11, other = 1");
            await().until(() -> calls(registry) == 1);
            assertThat(thrown(registry)).isZero();
            store.publish("shop/orders", "pool.size = 13, other = 1");
            await().until(() -> calls(registry) == 2);

            assertThat(thrown(registry)).isEqualTo(1);
            assertThat(registry.get("edict.listener").functionTimer().totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(registry.get("edict.listener").functionTimer().getId().getTag("method"))
                    .endsWith(".resize(Pool)");
        }
    }

    private static double calls(MeterRegistry registry) {
        return registry.get("edict.listener").functionTimer().count();
    }

    private static double thrown(MeterRegistry registry) {
        return registry.get("edict.listener.thrown").functionCounter().count();
    }

    @Test
    void metersOfMethodsWhenBoundBeforeTheContextIsRefreshedAreThereAfterwards() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (ConfigurableApplicationContext context = Apps.of(Metered.class)
                .store(store.memory())
                .with("spring.config.import=edict:shop/orders")
                .and(application -> application.addInitializers(created -> created.addBeanFactoryPostProcessor(
                        beans -> beans.getBean(ListenerMeters.class).bindTo(registry))))
                .start()) {
            assertThat(context.isActive()).isTrue();
            assertThat(registry.get("edict.listener").functionTimer().count()).isZero();
        }
    }

    @Test
    void observationSpansTheListenersAndIsTimedOnce() {
        try (ConfigurableApplicationContext context = start(Metered.class, Traced.class)) {
            MeterRegistry registry = bound(context);
            store.publish("shop/orders", "pool.size = 11, other = 1");
            Observed observed = context.getBean(Observed.class);
            await().until(() -> !observed.stopped.isEmpty());

            Observation.Context reload = observed.stopped.get(0);
            assertThat(reload.getName()).isEqualTo("edict.reload");
            assertThat(reload.getLowCardinalityKeyValues()).contains(KeyValue.of("outcome", "applied"));
            assertThat(reload.getHighCardinalityKeyValues()).containsExactly(KeyValue.of("versions", "shop/orders 2"));
            assertThat(context.getBean(Asking.class).seen).containsExactly("edict.reload");
            await().until(() -> reloads(registry, "applied") == 1);

            store.publish("shop/orders", "pool.size = many");
            await().until(() -> observed.stopped.size() == 2);
            assertThat(observed.stopped.get(1).getLowCardinalityKeyValues())
                    .contains(KeyValue.of("outcome", "refused"));
            assertThat(registry.find("edict.reload").timers()).hasSize(2);
        }
    }

    @Test
    void metersOfReloadsHaveTheSameTagsWithAndWithoutObservation() {
        try (ConfigurableApplicationContext plain = start(Metered.class);
                ConfigurableApplicationContext traced = start(Metered.class, Traced.class)) {
            bound(traced);
            MeterRegistry registry = bound(plain);
            store.publish("shop/orders", "pool.size = 11, other = 1");
            MeterRegistry other = traced.getBean(MeterRegistry.class);
            await().until(() -> other.find("edict.reload").timer() != null && reloads(registry, "applied") == 1);

            assertThat(other.get("edict.reload").timer().getId().getTags())
                    .containsExactlyElementsOf(registry.get("edict.reload")
                            .tag("outcome", "applied")
                            .timer()
                            .getId()
                            .getTags());
        }
    }
}
