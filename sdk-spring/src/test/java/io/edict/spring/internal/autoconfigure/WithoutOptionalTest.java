package io.edict.spring.internal.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications that have not all that the adapter can use. */
class WithoutOptionalTest {
    /**
     * What may be missing, by the beginnings of jars' names, a class that is then missing, and the beans that are left.
     * Health alone is a jar of its own on Spring Boot 4 only; without it, there is no class to look for on 3.
     */
    private static Stream<Arguments> optional() {
        String endpoint = "org.springframework.boot.actuate.endpoint.annotation.Endpoint";
        String available =
                "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint";
        String meters = "io.micrometer.core.instrument.MeterRegistry";
        return Stream.of(
                Arguments.of(List.of(), "io.edict.Nothing", "endpoint, health, listeners"),
                Arguments.of(List.of("spring-boot-actuator-", "spring-boot-health-"), endpoint, "listeners"),
                Arguments.of(List.of("spring-boot-actuator-autoconfigure-"), available, "health, listeners"),
                Arguments.of(
                        List.of("spring-boot-health-"),
                        "org.springframework.boot.health.contributor.HealthIndicator",
                        "endpoint, listeners"),
                Arguments.of(List.of("micrometer-core-"), meters, "endpoint, health, listeners"),
                Arguments.of(
                        List.of("jakarta.validation-api-", "hibernate-validator-"),
                        "jakarta.validation.Validator",
                        "endpoint, health, listeners"),
                Arguments.of(
                        List.of("snakeyaml-2", "spring-test-", "spring-boot-test-"),
                        "org.springframework.boot.test.context.FilteredClassLoader",
                        "endpoint, health, listeners"),
                Arguments.of(
                        List.of(
                                "spring-boot-actuator-",
                                "spring-boot-health-",
                                "micrometer-core-",
                                "spring-cloud-",
                                "jakarta.validation-api-",
                                "hibernate-validator-",
                                "snakeyaml-2",
                                "spring-test-",
                                "spring-boot-test-"),
                        meters,
                        "listeners"));
    }

    /** The whole application again, by class loaders that have never seen what is missing. */
    @ParameterizedTest
    @MethodSource("optional")
    void applicationWhenSomethingOptionalIsMissingFollowsVersions(List<String> jars, String missing, String left)
            throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader without = new URLClassLoader(classPath(jars), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> without.loadClass(missing)).isInstanceOf(ClassNotFoundException.class);
            thread.setContextClassLoader(without);
            Callable<?> application = (Callable<?>) without.loadClass(MinimalApplication.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(application.call()).isEqualTo("pool of 20; " + expected(jars, left));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** On Spring Boot 3, health is in the actuator's jar. */
    private static String expected(List<String> jars, String left) {
        boolean noJarOfHealth =
                classPathEntries(List.of()).noneMatch(entry -> name(entry).startsWith("spring-boot-health-"));
        return noJarOfHealth && jars.equals(List.of("spring-boot-health-")) ? "endpoint, health, listeners" : left;
    }

    private static Stream<String> classPathEntries(List<String> without) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> without.stream().noneMatch(name(entry)::startsWith));
    }

    private static String name(String entry) {
        return Path.of(entry).getFileName().toString();
    }

    private static URL[] classPath(List<String> without) {
        return classPathEntries(without).map(WithoutOptionalTest::url).toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What conditions say, where the classes themselves are on the class path. */
    @Test
    void beansWhenTheirClassesAreFilteredAreNotMade() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        EdictEndpointAutoConfiguration.class,
                        EdictInfoAutoConfiguration.class,
                        EdictMetricsAutoConfiguration.class,
                        EdictObservationAutoConfiguration.class,
                        EdictHealthAutoConfiguration.class,
                        EdictHealthBoot3AutoConfiguration.class));
        for (String missing :
                List.of("org.springframework.boot.actuate", "org.springframework.boot.health", "io.micrometer")) {
            runner.withClassLoader(new FilteredClassLoader(missing))
                    .run(context -> assertThat(context).hasNotFailed());
        }
        runner.withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate", "org.springframework.boot.health", "io.micrometer"))
                .run(context ->
                        assertThat(context.getBeanDefinitionNames()).noneMatch(name -> name.startsWith("edict")));
    }
}
