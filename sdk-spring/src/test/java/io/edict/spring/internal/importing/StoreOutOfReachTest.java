package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.plain.junit.EdictExtension;
import io.edict.spring.internal.env.Part;
import io.edict.spring.testing.Apps;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts without the store, with and without local copies, and with documents that are not there. */
@ExtendWith(OutputCaptureExtension.class)
class StoreOutOfReachTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @TempDir
    Path copies;

    @Test
    void optionalImportOfAnAbsentDocumentIsEmptyInItsPlaceAndFollowed(CapturedOutput output) {
        edict.publish("shop/common", "a = 1");
        try (ConfigurableApplicationContext context =
                importing("optional:edict:shop/common;shop/late").start()) {
            assertThat(context.getEnvironment().getPropertySources().contains("edict:shop/late"))
                    .isTrue();
            assertThat(parts(context))
                    .extracting(part -> part.document() + " " + part.info().isPresent())
                    .contains("shop/late false", "shop/common true");
            assertThat(output).contains("Imported shop/common version 1", "Imported nothing for shop/late,");
            edict.publish("shop/late", "b = 2");
            ConfigClient client = context.getBean(ConfigClient.class);
            await().atMost(SOON).until(() -> client.follow("shop/late").status().state() == State.CURRENT);
        }
    }

    @Test
    void optionalImportStartsEmptyWithoutTheStoreAndCatchesUpLater(CapturedOutput output) {
        edict.publish("shop/orders", "a = 1");
        edict.outage(true);
        try (ConfigurableApplicationContext context = importing("optional:edict:shop/orders")
                .with("edict.start-timeout=300ms")
                .start()) {
            assertThat(context.getEnvironment().getPropertySources().contains("edict:shop/orders"))
                    .isTrue();
            assertThat(context.getEnvironment().containsProperty("a")).isFalse();
            assertThat(warnings(output))
                    .singleElement()
                    .asString()
                    .contains(
                            "Empty, for want of a copy: shop/orders",
                            "What the store has is taken over when it answers");
            edict.outage(false);
            ConfigClient client = context.getBean(ConfigClient.class);
            await().atMost(SOON)
                    .until(() -> client.follow("shop/orders").status().state() == State.CURRENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"edict:shop/orders", "optional:edict:shop/orders"})
    void startFromLocalCopiesWarnsOnceAndNamesVersions(String location, CapturedOutput output) {
        edict.publish("shop/orders", "a = 1");
        edict.publish("shop/orders-prod", "b = 1");
        Apps first = importing(location).with("edict.local-copies=" + copies, "spring.profiles.active=prod");
        first.start().close();
        edict.outage(true);
        int before = output.getAll().length();
        try (ConfigurableApplicationContext context =
                first.with("edict.start-timeout=300ms").start()) {
            assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
            assertThat(context.getEnvironment().getProperty("b")).isEqualTo("1");
            assertThat(warnings(output.getAll().substring(before)))
                    .singleElement()
                    .asString()
                    .contains(
                            "Started without the store",
                            "From local copies: shop/orders-prod version 1 (last known to be the newest at ",
                            "shop/orders version 1 (last");
        }
    }

    @Test
    void startFromLocalCopiesDoesWithoutVariantsThatNeverWere(CapturedOutput output) {
        edict.publish("shop/orders", "a = 1");
        Apps app = importing("edict:shop/orders").with("edict.local-copies=" + copies);
        app.start().close();
        edict.outage(true);
        try (ConfigurableApplicationContext context =
                app.with("edict.start-timeout=300ms").start()) {
            assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
        }
    }

    @Test
    void documentThatIsNeededFailsTheStartWithoutCopy() {
        edict.outage(true);
        assertThatThrownBy(() -> importing("edict:shop/orders")
                        .with("edict.start-timeout=300ms")
                        .start())
                .isInstanceOf(ImportException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void importWithoutEffectWhenNotFoundIsIgnored(boolean outage) {
        edict.outage(outage);
        try (ConfigurableApplicationContext context = importing("edict:shop/orders")
                .with("spring.config.on-not-found=ignore", "edict.start-timeout=300ms")
                .start()) {
            assertThat(context.getEnvironment().getPropertySources().contains("edict:shop/orders"))
                    .isTrue();
            assertThat(context.getBean(ClientHandle.class).imports())
                    .contains(new ImportedDocument(DocumentId.of("shop/orders"), "edict:shop/orders", true));
        }
    }

    @Test
    void listedSharedDocumentIsNeededWhereTheAssumedOneIsNot() {
        edict.publish("config/orders", "a = 1");
        assertThatThrownBy(() -> importing("edict:")
                        .with("spring.application.name=orders", "edict.shared=common")
                        .start())
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("config/common does not exist");
    }

    @Test
    void sixImportsOfADeadStoreEndWithinOneBudget() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Instant began = Instant.now();
            String dead = "edict.servers=127.0.0.1:" + silent.getLocalPort();
            try (ConfigurableApplicationContext context = Apps.of()
                    .with(
                            dead,
                            "spring.config.import=optional:edict:a/a,optional:edict:a/b,optional:edict:a/c,"
                                    + "optional:edict:a/d,optional:edict:a/e,optional:edict:a/f",
                            "edict.start-timeout=2s")
                    .start()) {
                Duration took = Duration.between(began, Instant.now());
                assertThat(context.getBean(ClientHandle.class).imports()).hasSize(12);
                assertThat(took)
                        .isBetween(
                                Duration.ofMillis(1400), Duration.ofMillis(2400).plus(idle().multipliedBy(2)));
            }
        }
    }

    /** What a start without imports takes, on this machine now. */
    private static Duration idle() {
        Instant began = Instant.now();
        Apps.of().start().close();
        return Duration.between(began, Instant.now());
    }

    @Test
    void disabledAdapterTakesNoteOfImportsAndDoesNothing() {
        try (ConfigurableApplicationContext context = Apps.of()
                .with("spring.config.import=edict:shop/orders,edict:", "edict.enabled=false")
                .start()) {
            assertThat(context.getBeanNamesForType(ConfigClient.class)).isEmpty();
            assertThat(context.getBeanNamesForType(ClientHandle.class)).isEmpty();
        }
    }

    private Apps importing(String location) {
        return Apps.of().store(edict).with("spring.config.import=" + location);
    }

    private static List<Part> parts(ConfigurableApplicationContext context) {
        return context.getBean(ClientHandle.class).generations().get().parts();
    }

    private static List<String> warnings(CharSequence output) {
        return output.toString().lines().filter(line -> line.contains(" WARN ")).toList();
    }
}
