package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentStatus.State;
import io.edict.plain.junit.EdictExtension;
import io.edict.spring.ConfigCandidate;
import io.edict.spring.ConfigGate;
import io.edict.spring.internal.autoconfigure.EdictAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictReloadAutoConfiguration;
import io.edict.spring.testing.Apps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Restarts after a version that the beans cannot use. */
@ExtendWith(OutputCaptureExtension.class)
class RememberedRefusalsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @TempDir
    Path copies;

    @BeforeEach
    void publish() {
        edict.publish("shop/a", "size = 1, fails = false");
    }

    @Test
    void versionThatWasRefusedWhileRunningIsPassedOverByTheNextStart(CapturedOutput output) {
        try (ConfigurableApplicationContext context = app(Judging.class).start()) {
            edict.publish("shop/a", "size = many");
            awaitState(context, State.REFUSING);
            await().atMost(SOON).until(() -> Files.readString(memory()).contains("refused shop/a 1 2"));
        }
        try (ConfigurableApplicationContext context = app(Judging.class).start()) {
            assertThat(context.getEnvironment().getProperty("size")).isEqualTo("1");
            assertThat(output)
                    .contains("Started with older versions from local copies: shop/a version 1, as the newest one is"
                            + " refused: the application could not use this version before");
            edict.publish("shop/a", "size = 3");
            awaitState(context, State.CURRENT);
            await().atMost(SOON).until(() -> !Files.readString(memory()).contains("refused"));
        }
    }

    @Test
    void versionThatWasPassedOverIsTakenOnceTheBeansCanUseIt() {
        try (ConfigurableApplicationContext context = app(Judging.class).start()) {
            edict.publish("shop/a", "size = many");
            awaitState(context, State.REFUSING);
        }
        try (ConfigurableApplicationContext context = app().start()) {
            awaitState(context, State.CURRENT);
            assertThat(context.getBean(ConfigClient.class)
                            .follow("shop/a")
                            .snapshot()
                            .getString("size"))
                    .isEqualTo("many");
        }
    }

    @Test
    void versionAtWhichAStartFailedIsPassedOverByTheNextOne() {
        app(NeedsNumber.class).start().close();
        edict.publish("shop/a", "size = many");
        assertThatThrownBy(() -> app(NeedsNumber.class).start()).hasStackTraceContaining("many");
        try (ConfigurableApplicationContext context = app(NeedsNumber.class).start()) {
            assertThat(context.getBean("number")).isEqualTo(1);
        }
    }

    @Test
    void startThatFailsAllTheSameLetsTheNextOneTryTheNewestVersion() throws IOException {
        app(NeedsNumber.class).start().close();
        edict.publish("shop/a", "size = many");
        assertThatThrownBy(() -> app(NeedsNumber.class).start()).isNotNull();
        assertThat(Files.readString(memory())).contains("refused shop/a 1 2");
        assertThatThrownBy(() -> app(NeedsNumber.class, Failing.class).start())
                .hasStackTraceContaining("something outside");
        assertThat(Files.readString(memory())).isEqualTo("started shop/a 1 1\n");
        edict.publish("shop/a", "size = 3");
        try (ConfigurableApplicationContext context = app(NeedsNumber.class).start()) {
            assertThat(context.getBean("number")).isEqualTo(3);
        }
    }

    @Test
    void startThatFailsForAnotherReasonLeavesVersionsAlone() throws IOException {
        app().start().close();
        edict.publish("shop/a", "size = 2");
        assertThatThrownBy(() -> app(Failing.class).start()).hasStackTraceContaining("something outside");
        assertThat(Files.readString(memory())).isEqualTo("started shop/a 1 1\n");
    }

    @Test
    void versionIsNotPassedOverWithoutAnOlderOne() {
        edict.publish("shop/a", "size = many");
        assertThatThrownBy(() -> app(NeedsNumber.class).start()).hasStackTraceContaining("many");
        assertThatThrownBy(() -> app(NeedsNumber.class).start()).hasStackTraceContaining("many");
    }

    /** A client that is closed asks nobody any more; that is no judgement. */
    @Test
    void versionThatWasBeingJudgedWhenTheContextClosedIsNotPassedOver() throws Exception {
        try (ConfigurableApplicationContext context =
                app(Judging.class, Hesitating.class).start()) {
            edict.publish("shop/a", "size = 2");
            assertThat(context.getBean(Hesitating.class).asked.await(20, TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(Files.readString(memory())).isEqualTo("started shop/a 1 1\n");
        try (ConfigurableApplicationContext context = app(Judging.class).start()) {
            assertThat(context.getEnvironment().getProperty("size")).isEqualTo("2");
        }
    }

    @Test
    void memoryThatIsDamagedIsForgotten() throws IOException {
        Files.write(copies.resolve(".judged-orders"), new byte[] {-1, -2, 10, 13});
        app().start().close();
        Files.writeString(memory(), "refused shop/a 1\nrefused a b c\nrefused shop/a x y\nrefused shop/a 0 0\nmore\n");
        app().start().close();
        assertThat(Files.readString(memory())).isEqualTo("started shop/a 1 1\n");
    }

    private Path memory() {
        return copies.resolve(".judged-orders");
    }

    private Apps app(Class<?>... sources) {
        return Apps.of(sources)
                .store(edict)
                .with(
                        "spring.config.import=edict:shop/a?profiles=false",
                        "spring.application.name=orders",
                        "edict.local-copies=" + copies);
    }

    private static void awaitState(ConfigurableApplicationContext context, State state) {
        ConfigClient client = context.getBean(ConfigClient.class);
        await().atMost(SOON).until(() -> client.follow("shop/a").status().state() == state);
    }

    @ConfigurationProperties
    record Size(int size) {}

    /** Judges by a live value. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({EdictAutoConfiguration.class, EdictReloadAutoConfiguration.class})
    @EnableConfigurationProperties(Size.class)
    static class Judging {}

    /** Answers about the second version only when it is interrupted. */
    static final class Hesitating implements ConfigGate {
        final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public void check(ConfigCandidate candidate) throws InterruptedException {
            if (candidate.value(Size.class).size() == 2) {
                asked.countDown();
                new CountDownLatch(1).await();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NeedsNumber {
        @Bean
        Integer number(@Value("${size}") int size) {
            return size;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {
        @Bean
        Object failing() {
            throw new IllegalStateException("something outside");
        }
    }
}
