package io.edict.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.plain.testing.ApplicationProcess;
import io.edict.plain.testing.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

/** Processing ahead of time needs no store, and what comes of it follows published versions. */
@Timeout(300)
class AheadOfTimeIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void applicationProcessedWithoutAStoreFollowsWhenItRuns() throws IOException {
        Path classes = processed(
                "--spring.config.import=edict:aot/orders",
                "--edict.servers=localhost:1",
                "--spring.cloud.refresh.enabled=false");
        try (ConfigClient operator = Edict.connect(SERVER.connectString()).start()) {
            publish(operator, 1);
            String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
            List<String> options = List.of("-Xmx128m", "-Dspring.aot.enabled=true", "-cp", classPath);
            try (ApplicationProcess application = ApplicationProcess.start(
                    options,
                    AheadOfTimeApplication.class,
                    "--spring.config.import=edict:aot/orders",
                    "--edict.servers=" + SERVER.connectString())) {
                await().atMost(SOON).until(() -> isStartedOrDead(application));
                assertThat(application.linesAfter("started"))
                        .as(() -> String.join("\n", application.lines()))
                        .containsExactly("1");

                publish(operator, 2);

                await().atMost(SOON).until(() -> application.linesAfter("heard").contains("2 live 2"));
                assertThat(application.linesAfter("generated")).containsExactly("true");
            }
        }
    }

    private static boolean isStartedOrDead(ApplicationProcess application) {
        return !application.isAlive() || !application.linesAfter("started").isEmpty();
    }

    private static void publish(ConfigClient operator, int size) {
        operator.publisher().publish(Publication.of("aot/orders", Format.HOCON, "pool.size = " + size));
    }

    /** Processes the application and compiles what that generates. */
    private Path processed(String... arguments) throws IOException {
        Path sources = directory.resolve("sources");
        Path resources = directory.resolve("resources");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<String> all = new ArrayList<>(List.of(
                AheadOfTimeApplication.class.getName(),
                sources.toString(),
                resources.toString(),
                classes.toString(),
                "io.edict",
                "ahead-of-time"));
        all.addAll(List.of(arguments));
        try (ApplicationProcess processor = ApplicationProcess.start(
                List.of("-Xmx256m"), SpringApplicationAotProcessor.class, all.toArray(String[]::new))) {
            assertThat(processor.awaitExit())
                    .as(() -> String.join("\n", processor.lines()))
                    .isZero();
        }
        compile(sources, classes);
        return classes;
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new)))
                .isZero();
    }
}
