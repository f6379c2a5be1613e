package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus;
import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Layer;
import io.edict.Layers;
import io.edict.Publication;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.SecureServer;
import io.edict.plain.testing.TcpProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins against a real server process. */
class LoginIT {
    @RegisterExtension
    static final SecureServer SERVER =
            SecureServer.wantingCertificates().user("orders", "first-secret").user("billing", "billing-secret");

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HEAD = "/edict/heads/shop/orders";

    @TempDir
    private Path directory;

    private Path password;

    @BeforeEach
    void prepare() throws Exception {
        password = Files.writeString(directory.resolve("password"), "first-secret\n");
        acl(ZooDefs.Ids.OPEN_ACL_UNSAFE);
        try (ConfigClient operator = Edict.connect(SERVER.connectString()).start()) {
            operator.publisher().publish(Publication.of("shop/orders", Format.HOCON, "size = 1"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void digestShowsWhoReads(boolean fips) throws Exception {
        acl(readable("digest", SecureServer.digest("orders", "first-secret")));
        Cluster cluster = tls().fipsMode(fips);

        assertThat(read(cluster.login(Login.digest("orders", password)))).isEqualTo(1);
        assertThat(refusal(cluster.login(Login.digest("orders", () -> "wrong-secret".toCharArray()))))
                .contains("shop/orders")
                .doesNotContain("wrong-secret");
        assertThat(refusal(cluster)).contains("shop/orders");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saslShowsWhoReads(boolean tls) throws Exception {
        acl(readable("sasl", "orders"));
        Cluster cluster = (tls ? tls() : plain()).fipsMode(false);

        assertThat(read(cluster.login(Login.sasl("orders", password)))).isEqualTo(1);
        assertThat(refusal(cluster.login(Login.sasl("billing", () -> "billing-secret".toCharArray()))))
                .contains("shop/orders");
    }

    @Test
    void twoSaslUsersShareTheJvm() throws Exception {
        acl(readable("sasl", "orders"));
        Cluster cluster = plain().fipsMode(false);

        try (ConfigClient other = Edict.connect(
                        cluster.login(Login.sasl("billing", () -> "billing-secret".toCharArray())))
                .start()) {
            assertThat(read(cluster.login(Login.sasl("orders", password)))).isEqualTo(1);
            assertThat(other.status().clusters().get(0).connection()).isEqualTo(ClusterStatus.Connection.CONNECTED);
        }
    }

    @Test
    void saslUnderFipsModeIsRefusedAtOnce() {
        Cluster cluster = plain().login(Login.sasl("orders", password));

        assertThatThrownBy(() -> Edict.connect(cluster))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("FIPS")
                .hasMessageContaining("fipsMode(false)");
    }

    @Test
    void jaasSectionOfTheJvmIsUsed() throws Exception {
        acl(readable("sasl", "orders"));
        AtomicReference<String> asked = new AtomicReference<>();
        Configuration others = new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                asked.set(name);
                return new AppConfigurationEntry[] {
                    new AppConfigurationEntry(
                            "org.apache.zookeeper.server.auth.DigestLoginModule",
                            LoginModuleControlFlag.REQUIRED,
                            Map.of("username", "orders", "password", "first-secret"))
                };
            }
        };
        @Nullable Configuration before = installed(others);
        try {
            assertThat(read(plain().fipsMode(false).login(Login.jaas("Orders"))))
                    .isEqualTo(1);
            assertThat(asked).hasValue("Orders");
        } finally {
            Configuration.setConfiguration(before);
        }
    }

    private static @Nullable Configuration installed(Configuration fresh) {
        @Nullable Configuration before = null;
        try {
            before = Configuration.getConfiguration();
        } catch (SecurityException noFile) {
            // Nothing to put back.
        }
        Configuration.setConfiguration(fresh);
        return before;
    }

    @Test
    void wrongSaslPasswordIsNamedAndTriedEverLessOftenAndMended() throws IOException {
        Files.writeString(password, "wrong-secret");
        try (TcpProxy proxy = TcpProxy.to(SERVER.process().clientPort())) {
            Cluster cluster = Cluster.at(proxy.connectString()).fipsMode(false).login(Login.sasl("orders", password));
            assertThatThrownBy(() -> read(cluster, Duration.ofSeconds(5)))
                    .isInstanceOf(StoreUnreachableException.class)
                    .hasMessageContaining("the SASL login of the user orders failed")
                    .hasMessageContaining(proxy.connectString())
                    .hasMessageNotContaining("wrong-secret");
            long before = proxy.connections();
            try (ConfigClient client = Edict.connect(cluster).start()) {
                await().atMost(SOON).until(() -> problem(client).contains("SASL login"));
                await().during(Duration.ofSeconds(6)).atMost(SOON).until(() -> proxy.connections() - before <= 6);
                Files.writeString(password, "first-secret");
                await().atMost(SOON)
                        .until(() ->
                                client.status().clusters().get(0).connection() == ClusterStatus.Connection.CONNECTED);
            }
        }
    }

    @Test
    void reconnectedSessionLogsInAgain() throws Exception {
        acl(readable("sasl", "orders"));
        try (TcpProxy proxy = TcpProxy.to(SERVER.process().clientPort());
                ConfigClient client = Edict.connect(Cluster.at(proxy.connectString())
                                .fipsMode(false)
                                .login(Login.sasl("orders", password)))
                        .follow("shop/orders")
                        .start()) {
            proxy.cut();
            await().atMost(SOON)
                    .until(() -> client.status().clusters().get(0).connection() != ClusterStatus.Connection.CONNECTED);
            proxy.restore();
            await().atMost(SOON)
                    .until(() -> client.status().clusters().get(0).connection() == ClusterStatus.Connection.CONNECTED);
        }
    }

    @Test
    void otherEnsembleIsNamedAndNotServed() {
        Cluster cluster = plain();

        assertThat(read(cluster.ensemble(SecureServer.ENSEMBLE))).isEqualTo(1);
        for (Cluster other : List.of(cluster.ensemble("apac"), tls().ensemble("apac"))) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> read(other, Duration.ofSeconds(5)))
                            .isInstanceOf(StoreUnreachableException.class)
                            .hasMessageContaining("ensemble apac"));
        }
    }

    @Test
    void otherEnsembleIsNotAskedHotAndStaysVisible() {
        try (TcpProxy proxy = TcpProxy.to(SERVER.process().clientPort());
                ConfigClient client = Edict.connect(
                                Cluster.at(proxy.connectString()).ensemble("apac"))
                        .start()) {
            await().atMost(SOON).until(() -> problem(client).contains("ensemble apac"));
            long before = proxy.connections();
            await().during(Duration.ofSeconds(5)).atMost(SOON).until(() -> {
                assertThat(problem(client)).contains("ensemble apac");
                return proxy.connections() - before <= 20;
            });
        }
    }

    private static String problem(ConfigClient client) {
        String problem = client.status().clusters().get(0).problem();
        return problem == null ? "" : problem;
    }

    private static Cluster plain() {
        return Cluster.at(SERVER.connectString());
    }

    private static Cluster tls() {
        return Cluster.at(SERVER.secureConnectString())
                .tls(Tls.trusting(SERVER.keys().authority()));
    }

    /** What a client says of the document that it may not read; it starts without it, since a busy server takes its time. */
    private static String refusal(Cluster cluster) {
        try (ConfigClient client = Edict.connect(cluster)
                .startTimeout(Duration.ofMillis(100))
                .layered(Layers.of(Layer.optionalDocument("shop/orders")))
                .start()) {
            await().atMost(SOON)
                    .until(() -> client.status().documents().stream()
                            .anyMatch(document ->
                                    String.valueOf(document.problem()).contains("refused a request")));
            return String.valueOf(client.status().documents().get(0).problem());
        }
    }

    private static int read(Cluster cluster) {
        return read(cluster, SOON);
    }

    private static int read(Cluster cluster, Duration within) {
        try (ConfigClient client = Edict.connect(cluster)
                .startTimeout(within)
                .follow("shop/orders")
                .start()) {
            return client.snapshot("shop/orders").config().getInt("size");
        }
    }

    private static List<ACL> readable(String scheme, String who) {
        return Arrays.asList(new ACL(ZooDefs.Perms.READ, new Id(scheme, who)));
    }

    private static void acl(List<ACL> acl) throws Exception {
        try (RawClient root = RawClient.connect(SERVER.connectString())) {
            root.zooKeeper()
                    .addAuthInfo("digest", ("super:" + SecureServer.SUPER_PASSWORD).getBytes(StandardCharsets.UTF_8));
            if (root.exists(HEAD)) {
                root.zooKeeper().setACL(HEAD, acl, -1);
            }
        }
    }
}
