package io.edict.plain.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingLibraryTest {
    @ParameterizedTest
    @ValueSource(strings = {"snappy-java", "metrics-core"})
    void startWithoutLibraryNamesBothToAdd(String library) throws Exception {
        try (URLClassLoader loader = classPathWithout(library)) {
            Class<?> embedded = Class.forName(EmbeddedZooKeeper.class.getName(), true, loader);
            assertThatThrownBy(() -> embedded.getMethod("start").invoke(null))
                    .cause()
                    .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo("InvalidRequestException"))
                    .hasMessageContaining("org.xerial.snappy:snappy-java")
                    .hasMessageContaining("io.dropwizard.metrics:metrics-core");
        }
    }

    /** Loads everything anew, since the test's own loader has the library. */
    private static URLClassLoader classPathWithout(String library) {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(library))
                .map(MissingLibraryTest::url)
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
