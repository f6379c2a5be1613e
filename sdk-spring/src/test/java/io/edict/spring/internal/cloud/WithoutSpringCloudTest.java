package io.edict.spring.internal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.spring.internal.autoconfigure.EdictCloudAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictListenAutoConfiguration;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WithoutSpringCloudTest {
    @Test
    void bridgeWhenSpringCloudIsAbsentIsNotThere() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(EdictListenAutoConfiguration.class, EdictCloudAutoConfiguration.class));
        runner.run(context -> assertThat(context).hasSingleBean(CloudBridge.class));
        runner.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CloudBridge.class));
    }

    /** The whole application again, by class loaders that have never seen Spring Cloud. */
    @Test
    void applicationWhenSpringCloudIsNotOnTheClassPathFollowsVersions() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader without = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> without.loadClass("org.springframework.cloud.context.refresh.ContextRefresher"))
                    .isInstanceOf(ClassNotFoundException.class);
            thread.setContextClassLoader(without);
            Callable<?> application = (Callable<?>) without.loadClass(ApplicationWithoutSpringCloud.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(application.call()).isEqualTo("pool of 20, heard by a method and by an event listener");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("spring-cloud-"))
                .map(WithoutSpringCloudTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
