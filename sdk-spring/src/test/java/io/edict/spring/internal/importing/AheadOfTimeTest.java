package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.spring.internal.testing.IsolatedApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

class AheadOfTimeTest {
    @TempDir
    Path directory;

    /**
     * Spring's own processing, its output compiled, and the application run of it by class loaders of its own. The build knows
     * no such server: it would fail if it connected.
     */
    @Test
    void applicationWhenItWasProcessedAheadOfTimeWithoutAStoreFollowsVersions() throws Exception {
        Path sources = Files.createDirectory(directory.resolve("sources"));
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Settings settings = Settings.builder()
                .sourceOutput(sources)
                .resourceOutput(classes)
                .classOutput(classes)
                .groupId("test")
                .artifactId("ahead")
                .build();
        String[] arguments = {
            "--spring.main.web-application-type=none",
            "--spring.config.import=edict:shop/orders",
            "--edict.servers=nowhere.invalid:2181"
        };
        new SpringApplicationAotProcessor(ApplicationAheadOfTime.class, settings, arguments).process();
        compile(sources, classes);

        System.setProperty("spring.aot.enabled", "true");
        try {
            assertThat(IsolatedApplication.of(ApplicationAheadOfTime.class)
                            .with(classes)
                            .call())
                    .isEqualTo("[10 to 20, live 20, event [pool.size]], one client");
        } finally {
            System.clearProperty("spring.aot.enabled");
        }
    }

    private static void compile(Path sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-classpath",
                classes + java.io.File.pathSeparator + System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(options::add);
        }
        assertThat(compiler.run(null, null, null, options.toArray(String[]::new)))
                .isZero();
    }

    @Test
    void hintsNameWhatIsReachedByReflection() {
        RuntimeHints hints = new RuntimeHints();
        new EdictRuntimeHints().registerHints(hints, getClass().getClassLoader());
        assertThat(RuntimeHintsPredicates.reflection().onType(org.apache.zookeeper.ClientCnxnSocketNIO.class))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(org.apache.zookeeper.ClientCnxnSocketNetty.class))
                .accepts(hints);
    }
}
