package io.edict.spring.internal.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.plain.micrometer.EdictMetrics;
import io.edict.spring.internal.actuate.ClientMeters;
import io.edict.spring.internal.actuate.EdictEndpoint;
import io.edict.spring.internal.actuate.EdictEndpointWebExtension;
import io.edict.spring.internal.actuate.EdictInfoContributor;
import io.edict.spring.internal.actuate.ListenerMeters;
import io.edict.spring.internal.actuate.ReloadMeters;
import io.edict.spring.internal.actuate.ReloadObservations;
import io.edict.spring.internal.actuate.SecretSanitizer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.util.ClassUtils;

/** What is made, what is not, and that the application's own beans come first. */
class BackOffTest {
    private static final boolean BOOT_3 =
            ClassUtils.isPresent("org.springframework.boot.actuate.health.HealthIndicator", null);

    private final ApplicationContextRunner all = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ours().toArray(Class<?>[]::new)))
            .withPropertyValues("management.endpoints.web.exposure.include=*", "management.info.edict.enabled=true")
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(ObservationRegistry.class, ObservationRegistry::create);

    private static List<Class<?>> ours() {
        return Stream.of(ImportCandidates.load(AutoConfiguration.class, BackOffTest.class.getClassLoader())
                        .getCandidates()
                        .toArray(String[]::new))
                .filter(name -> name.startsWith("io.edict."))
                .<Class<?>>map(name -> ClassUtils.resolveClassName(name, BackOffTest.class.getClassLoader()))
                .toList();
    }

    private static List<Class<?>> singleBeans() {
        return List.of(
                EdictEndpoint.class,
                EdictEndpointWebExtension.class,
                EdictInfoContributor.class,
                ClientMeters.class,
                ReloadMeters.class,
                ListenerMeters.class,
                ReloadObservations.class,
                SecretSanitizer.class);
    }

    @Test
    void contextWithEverythingHasEachBeanOnce() {
        all.run(context -> {
            assertThat(context).hasNotFailed().hasBean("edictHealthIndicator");
            singleBeans().forEach(bean -> assertThat(context).hasSingleBean(bean));
        });
    }

    @Test
    void contextWhenEdictIsSwitchedOffHasNothing() {
        all.withPropertyValues("edict.enabled=false").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean("edictHealthIndicator");
            singleBeans().forEach(bean -> assertThat(context).doesNotHaveBean(bean));
        });
    }

    /** Each bean that gives way to one of its type. */
    private static Stream<Class<?>> replaceable() {
        return singleBeans().stream().filter(bean -> bean != SecretSanitizer.class);
    }

    @ParameterizedTest
    @MethodSource("replaceable")
    void beanWhenTheApplicationHasOneOfItsTypeIsNotMade(Class<?> type) {
        all.run(first -> {
            Object own = first.getBean(type);
            withOwn(type, own)
                    .run(context ->
                            assertThat(context).hasNotFailed().getBean(type).isSameAs(own));
        });
    }

    @SuppressWarnings("unchecked") // the object is of the type
    private <T> ApplicationContextRunner withOwn(Class<T> type, Object own) {
        return all.withBean("own", type, () -> (T) own);
    }

    @Test
    void clientsMetersWhenTheApplicationMakesThemItselfAreNotMade() {
        try (ConfigClient client = Edict.connect(new InMemoryStore()).start()) {
            all.withBean(EdictMetrics.class, () -> EdictMetrics.of(client))
                    .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ClientMeters.class));
        }
    }

    @Test
    void healthIndicatorWhenTheApplicationHasOneOfItsNameIsNotMade() {
        all.withBean("edictHealthIndicator", String.class, () -> "own")
                .run(context ->
                        assertThat(context.getBean("edictHealthIndicator")).isEqualTo("own"));
    }

    @Test
    void metersWithoutRegistryAreNotMade() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ours().toArray(Class<?>[]::new)))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ClientMeters.class)
                        .doesNotHaveBean(ReloadMeters.class)
                        .doesNotHaveBean(ReloadObservations.class));
    }

    @Test
    void endpointShowsNoValuesUnlessToldTo() {
        all.run(context -> assertThat(
                        io.edict.spring.internal.actuate.EdictEndpointProperties.in(context.getEnvironment())
                                .showValues())
                .isEqualTo(Show.NEVER));
    }

    @Test
    void conditionsThatDoNotMatchWhereAllIsSwitchedOnAreThoseOfTheOtherSpringBoot() {
        all.withConfiguration(AutoConfigurations.of(ConfigurationPropertiesRebinderAutoConfiguration.class))
                .withPropertyValues("edict.cloud.safe-rebinder=true", "edict.reload.value-annotations=true")
                .run(context -> assertThat(notMatching(context))
                        .containsExactly(
                                BOOT_3
                                        ? EdictHealthAutoConfiguration.class.getName()
                                        : EdictHealthBoot3AutoConfiguration.class.getName()));
    }

    /** Our configurations and beans that a condition kept out. */
    private static List<String> notMatching(AssertableApplicationContext context) {
        return ConditionEvaluationReport.get(
                        context.getSourceApplicationContext().getBeanFactory())
                .getConditionAndOutcomesBySource()
                .entrySet()
                .stream()
                .filter(source -> source.getKey().startsWith("io.edict."))
                .filter(source -> !source.getValue().isFullMatch())
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
