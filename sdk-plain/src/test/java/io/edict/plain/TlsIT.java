package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.testing.SecureServer;
import io.edict.plain.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS against a real server process. */
class TlsIT {
    @RegisterExtension
    static final SecureServer SERVER = SecureServer.needingCertificates();

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final TestKeys KEYS = SERVER.keys();

    @TempDir
    static Path directory;

    @BeforeAll
    static void publish() {
        try (ConfigClient operator = Edict.connect(SERVER.connectString()).start()) {
            operator.publisher().publish(Publication.of("shop/orders", Format.HOCON, "size = 1"));
        }
    }

    static Stream<Tls> identities() {
        return Stream.of(
                Tls.trusting(KEYS.authority()).identity(KEYS.store("client"), KEYS.password()),
                Tls.trusting(KEYS.authorityStore(), KEYS.password()).identity(KEYS.pem("client")),
                Tls.trusting(KEYS.authority())
                        .identity(KEYS.store("client"), () -> TestKeys.PASSWORD.toCharArray())
                        .protocols("TLSv1.2"),
                Tls.trusting(KEYS.authority()).pemIdentity(KEYS.certificate("client"), KEYS.key("client")),
                Tls.trusting(() -> KEYS.load(KEYS.authorityStore(), "JKS"))
                        .identity(
                                () -> KEYS.load(KEYS.store("client"), "PKCS12"),
                                () -> TestKeys.PASSWORD.toCharArray()));
    }

    @ParameterizedTest
    @MethodSource("identities")
    void certificatesAreTakenInEachForm(Tls tls) {
        assertThat(read(Cluster.at(SERVER.secureConnectString()).tls(tls))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hostNameOfTheCertificateMustFit(boolean fips) {
        Cluster byAddress =
                Cluster.at("127.0.0.1:" + SERVER.securePort()).tls(good()).fipsMode(fips);

        refused(byAddress, "shows a certificate for another host name");
        assertThat(read(byAddress.tls(good().withoutHostNames()))).isEqualTo(1);
        assertThat(read(Cluster.at(SERVER.secureConnectString()).tls(good()).fipsMode(fips)))
                .isEqualTo(1);
    }

    @Test
    void unknownAuthorityIsRefused() {
        TestKeys others = TestKeys.in(directory);

        refused(
                secure(Tls.trusting(others.authority()).identity(KEYS.pem("client"))),
                "shows a certificate of no authority that this client trusts");
        refused(secure(Tls.trustingJdk().identity(KEYS.pem("client"))), "of no authority that this client trusts");
        refused(
                secure(Tls.trusting(KEYS.authority()).identity(others.pem("client"))),
                "does not accept this client's certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void missingCertificateIsNamed(String protocol) {
        refused(
                secure(Tls.trusting(KEYS.authority()).protocols(protocol)),
                "wants a client certificate, and none is set");
    }

    @Test
    void wrongPortIsNamed() {
        refused(Cluster.at(SERVER.secureConnectString()), "speaks TLS, and none is set for this client");
        refused(
                Cluster.at("localhost:" + SERVER.process().clientPort()).tls(good()),
                "ends the TLS handshake; it may not speak TLS on this port");
    }

    @Test
    void unreadableMaterialIsNamed() throws IOException {
        Path garbage = Files.writeString(directory.resolve("garbage"), "nothing");

        refused(secure(Tls.trusting(directory.resolve("missing"))), "missing with certificates or keys cannot be read");
        refused(secure(Tls.trusting(garbage)), "cannot be opened (Credentials[trust=" + garbage);
        refused(
                secure(Tls.trusting(KEYS.authority()).identity(KEYS.store("client"), garbage)),
                "cannot be opened (Credentials");
    }

    private static Tls good() {
        return Tls.trusting(KEYS.authority()).identity(KEYS.store("client"), KEYS.password());
    }

    private static Cluster secure(Tls tls) {
        return Cluster.at(SERVER.secureConnectString()).tls(tls);
    }

    private static int read(Cluster cluster) {
        try (ConfigClient client = Edict.connect(cluster).follow("shop/orders").start()) {
            return client.snapshot("shop/orders").config().getInt("size");
        }
    }

    /** A busy server may answer the first look at it too late to be understood; each start looks anew. */
    private static void refused(Cluster cluster, String reason) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThatThrownBy(() -> Edict.connect(cluster)
                                .startTimeout(Duration.ofSeconds(2))
                                .follow("shop/orders")
                                .start())
                        .isInstanceOf(StoreUnreachableException.class)
                        .hasMessageContaining(reason)
                        .hasMessageContaining(cluster.servers())
                        .hasMessageNotContaining(TestKeys.PASSWORD));
    }
}
