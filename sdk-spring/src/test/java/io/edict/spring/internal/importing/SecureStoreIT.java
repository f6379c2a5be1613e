package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Cluster;
import io.edict.plain.ConfigAccess;
import io.edict.plain.Edict;
import io.edict.plain.Identity;
import io.edict.plain.Login;
import io.edict.plain.NamespaceAccess;
import io.edict.plain.testing.SecureServer;
import io.edict.plain.testing.TestKeys;
import io.edict.spring.EdictConnectionDetails;
import io.edict.spring.testing.Apps;
import io.edict.spring.testing.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Encryption, logins and refusals, against a real server process. */
@ExtendWith(OutputCaptureExtension.class)
class SecureStoreIT {
    @RegisterExtension
    static final SecureServer SERVER = SecureServer.wantingCertificates().user("orders", "sasl-secret");

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final TestKeys KEYS = SERVER.keys();

    @TempDir
    Path directory;

    @BeforeAll
    static void publish() {
        Cluster cluster = Cluster.at(SERVER.connectString())
                .login(Login.digest("super", () -> SecureServer.SUPER_PASSWORD.toCharArray()));
        grant(cluster, "shop", Identity.x509("CN=client"), Identity.x509("CN=next"), Identity.sasl("orders"));
        grant(cluster, "closed", Identity.sasl("somebody"));
        try (ConfigClient operator = Edict.connect(cluster).start()) {
            operator.publisher().publish(Publication.of("shop/orders", Format.HOCON, "size = 1"));
            operator.publisher().publish(Publication.of("closed/orders", Format.HOCON, "size = 1"));
        }
    }

    private static void grant(Cluster cluster, String namespace, Identity... readers) {
        try (ConfigAccess access = Edict.access(cluster)) {
            access.grant(namespace, new NamespaceAccess(Set.of(readers), Set.of(), Set.of(Identity.sasl("admin"))));
        }
    }

    @Test
    void bundleOfPemFilesShowsTheClientsCertificate() {
        assertReads(pem(), "edict.servers=" + SERVER.secureConnectString());
    }

    @Test
    void bundleOfStoresShowsTheKeyThatItsAliasNames() {
        String bundle = "spring.ssl.bundle.jks.zk.";
        assertReads(
                Apps.of()
                        .with(
                                bundle + "truststore.location=file:" + KEYS.authorityStore(),
                                bundle + "truststore.password=" + TestKeys.PASSWORD,
                                bundle + "keystore.location=file:" + KEYS.store("client"),
                                bundle + "keystore.password=" + TestKeys.PASSWORD,
                                bundle + "key.alias=client",
                                bundle + "options.enabled-protocols=TLSv1.3"),
                "edict.tls.bundle=zk",
                "edict.servers=" + SERVER.secureConnectString());
    }

    @Test
    void hostNameIsVerifiedUnlessSwitchedOff(CapturedOutput output) {
        String address = "edict.servers=127.0.0.1:" + SERVER.securePort();
        assertReads(pem(), address, "edict.tls.verify-host-names=false");
        assertThat(StartFailure.of(
                                pem().with(address, "spring.config.import=edict:shop/orders", "edict.start-timeout=8s"),
                                output)
                        .description())
                .contains("shows a certificate for another host name");
    }

    @Test
    void connectionDetailsInTheRegistryComeBeforeTheSettings() {
        EdictConnectionDetails details = new EdictConnectionDetails() {
            @Override
            public String servers() {
                return SERVER.secureConnectString();
            }

            @Override
            public String sslBundle() {
                return "zk";
            }
        };
        assertReads(
                pem().register(EdictConnectionDetails.class, details),
                "edict.servers=127.0.0.1:1",
                "edict.tls.bundle=none");
    }

    @Test
    void saslLoginReadsThePasswordFromItsFile() throws IOException {
        assertReads(
                Apps.of(),
                "edict.servers=" + SERVER.connectString(),
                "edict.login.scheme=sasl",
                "edict.login.user=orders",
                "edict.login.password-file=" + password("sasl-secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"edict:shop/orders", "optional:edict:shop/orders"})
    void wrongPasswordFailsAtOnceWhateverTheImport(String location, CapturedOutput output) throws IOException {
        Instant began = Instant.now();
        StartFailure failure = StartFailure.of(
                Apps.of()
                        .with(
                                "spring.config.import=" + location,
                                "edict.start-timeout=5m",
                                "edict.servers=" + SERVER.connectString(),
                                "edict.login.scheme=sasl",
                                "edict.login.user=orders",
                                "edict.login.password-file=" + password("canary")),
                output);
        assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);
        assertThat(failure.description())
                .startsWith("The store refuses to give shop/orders")
                .contains("the SASL login of the user orders failed");
        assertThat(failure.action()).contains("- check edict.login.scheme");
        assertThat(output).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"edict:closed/orders", "optional:edict:closed/orders"})
    void documentThatMayNotBeReadFailsAtOnceWhateverTheImport(String location, CapturedOutput output) {
        Instant began = Instant.now();
        StartFailure failure = StartFailure.of(
                Apps.of()
                        .with(
                                "spring.config.import=" + location,
                                "edict.start-timeout=5m",
                                "edict.servers=" + SERVER.connectString()),
                output);
        assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);
        assertThat(failure.description())
                .startsWith("The store refuses to give closed/orders")
                .contains("refused a request about closed/orders");
        assertThat(failure.action())
                .contains("- have an operator of the store grant the right to read the namespace closed");
    }

    @Test
    void documentThatMayNotBeReadAnyMoreStartsFromItsCopy() {
        Apps app = pem().with(
                        "spring.config.import=edict:shop/orders",
                        "edict.start-timeout=5m",
                        "edict.local-copies=" + directory.resolve("copies"));
        app.with("edict.servers=" + SERVER.secureConnectString()).start().close();
        Instant began = Instant.now();
        try (ConfigurableApplicationContext context = Apps.of()
                .with(
                        "spring.config.import=edict:shop/orders",
                        "edict.start-timeout=5m",
                        "edict.local-copies=" + directory.resolve("copies"),
                        "edict.servers=" + SERVER.connectString())
                .start()) {
            assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);
            assertThat(context.getEnvironment().getProperty("size")).isEqualTo("1");
        }
    }

    @Test
    void updateOfTheBundleIsTakenOverByTheRunningClient(CapturedOutput output) throws IOException {
        SERVER.keys().client("next");
        Path certificate = Files.copy(KEYS.certificate("client"), directory.resolve("tls.crt"));
        Path key = Files.copy(KEYS.key("client"), directory.resolve("tls.key"));
        String bundle = "spring.ssl.bundle.pem.zk.";
        try (ConfigurableApplicationContext context = Apps.of(SslAutoConfiguration.class)
                .with(
                        "spring.config.import=edict:shop/orders",
                        "edict.servers=" + SERVER.secureConnectString(),
                        "edict.tls.bundle=zk",
                        "spring.ssl.bundle.watch.file.quiet-period=100ms",
                        bundle + "reload-on-update=true",
                        bundle + "truststore.certificate=" + KEYS.authority(),
                        bundle + "keystore.certificate=" + certificate,
                        bundle + "keystore.private-key=" + key)
                .start()) {
            Files.copy(KEYS.key("next"), key, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(KEYS.certificate("next"), certificate, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(SOON).until(() -> output.toString().contains("The new credentials"));
            ConfigClient client = context.getBean(ConfigClient.class);
            await().atMost(SOON).until(() -> client.status().clusters().get(0).connection() == Connection.CONNECTED);
        }
    }

    private Apps pem() {
        String bundle = "spring.ssl.bundle.pem.zk.";
        return Apps.of()
                .with(
                        "edict.tls.bundle=zk",
                        bundle + "truststore.certificate=" + KEYS.authority(),
                        bundle + "keystore.certificate=file:" + KEYS.certificate("client"),
                        bundle + "keystore.private-key=file:" + KEYS.key("client"));
    }

    private Path password(String text) throws IOException {
        return Files.writeString(directory.resolve("password"), text);
    }

    private static void assertReads(Apps app, String... properties) {
        try (ConfigurableApplicationContext context = app.with("spring.config.import=edict:shop/orders")
                .with(properties)
                .start()) {
            assertThat(context.getEnvironment().getProperty("size")).isEqualTo("1");
        }
    }
}
