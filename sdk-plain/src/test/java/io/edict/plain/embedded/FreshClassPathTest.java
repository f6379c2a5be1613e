package io.edict.plain.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows only where the classes are loaded for the first time: every test loads them all anew. */
class FreshClassPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"snappy-java", "metrics-core"})
    void startWithoutLibraryNamesBothToAdd(String library) throws Exception {
        try (URLClassLoader loader = classPathWithout(library)) {
            assertThatThrownBy(() -> start(loader))
                    .cause()
                    .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo("InvalidRequestException"))
                    .hasMessageContaining("org.xerial.snappy:snappy-java")
                    .hasMessageContaining("io.dropwizard.metrics:metrics-core");
        }
    }

    @Test
    void firstStartLeavesSystemPropertiesAlone() throws Exception {
        Properties original = System.getProperties();
        Properties clean = (Properties) original.clone();
        clean.stringPropertyNames().stream()
                .filter(name -> name.startsWith("zookeeper.") || name.startsWith("jdk.tls."))
                .forEach(clean::remove);
        Properties used = (Properties) clean.clone();
        System.setProperties(used);
        try (URLClassLoader loader = classPathWithout("nothing");
                AutoCloseable server = start(loader)) {
            assertThat(server).isNotNull();
            assertThat(used).isEqualTo(clean);
        } finally {
            System.setProperties(original);
        }
    }

    @Test
    void firstStartLeavesHandlerOfLastResortAlone() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        try (URLClassLoader loader = classPathWithout("nothing");
                AutoCloseable server = start(loader)) {
            assertThat(server).isNotNull();
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
        }
    }

    private static AutoCloseable start(ClassLoader loader) throws Exception {
        Class<?> embedded = Class.forName(EmbeddedZooKeeper.class.getName(), true, loader);
        return (AutoCloseable) embedded.getMethod("start").invoke(null);
    }

    private static URLClassLoader classPathWithout(String library) {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(library))
                .map(FreshClassPathTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(rest, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
