package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.SecureServer;
import io.edict.plain.testing.ServerOptions;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import io.edict.plain.testing.TestKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What keeps clients out is mended while they run: they come in, and lose nothing. */
class AccessRecoveryIT {
    @RegisterExtension
    static final SecureServer SERVER = SecureServer.needingCertificates().user("orders", "first-secret");

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String ID = "shop/orders";

    @TempDir
    private Path directory;

    @BeforeEach
    void publish() {
        publish(Cluster.at(SERVER.connectString()), 1);
    }

    private static long publish(Cluster cluster, int size) {
        try (ConfigClient operator = Edict.connect(cluster).start()) {
            return operator.publisher()
                    .publish(Publication.of(ID, Format.HOCON, "size = " + size))
                    .version()
                    .number();
        }
    }

    @Test
    void rightCertificateOfTheServerIsTakenOnceItHasOne() throws IOException {
        Path used = SERVER.keys().store("server");
        Path right = Files.copy(used, directory.resolve("right.p12"));
        Files.copy(TestKeys.in(directory).store("server"), used, StandardCopyOption.REPLACE_EXISTING);
        SERVER.restart();
        try (ConfigClient client = Edict.connect(
                        Cluster.at(SERVER.secureConnectString()).tls(good()))
                .start()) {
            await().atMost(SOON).until(() -> problem(client).contains("of no authority that this client trusts"));

            Files.copy(right, used, StandardCopyOption.REPLACE_EXISTING);
            SERVER.restart();

            awaitServed(client);
        } finally {
            Files.copy(right, used, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void rightEnsembleIsTakenOnceTheAddressLeadsToIt() {
        try (ServerProcess other = ServerProcess.standalone(ServerOptions.quick())) {
            other.start();
            try (TcpProxy proxy = TcpProxy.to(other.clientPort());
                    ConfigClient client = Edict.connect(
                                    Cluster.at(proxy.connectString()).ensemble(SecureServer.ENSEMBLE))
                            .start()) {
                await().atMost(SOON).until(() -> problem(client).contains("ensemble " + SecureServer.ENSEMBLE));

                proxy.target(SERVER.process().clientPort());

                awaitServed(client);
            }
        }
    }

    @Test
    void passwordThatChangesOnTheServersTooLosesNothing() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "first-secret");
        Cluster cluster = Cluster.at(SERVER.connectString()).fipsMode(false).login(Login.sasl("orders", password));
        List<Long> seen = new CopyOnWriteArrayList<>();
        try (ConfigClient client = Edict.connect(cluster).follow(ID).start()) {
            client.follow(ID)
                    .subscribe(change -> seen.add(change.after().version().number()));
            Files.writeString(password, "second-secret");
            await().atMost(SOON).until(() -> problem(client).contains("new credentials are not in use"));
            long before = publish(Cluster.at(SERVER.connectString()), 2);
            await().atMost(SOON).until(() -> seen.contains(before));

            SERVER.user("orders", "second-secret").restart();
            long after = publish(Cluster.at(SERVER.connectString()), 3);

            await().atMost(SOON).until(() -> seen.contains(after));
            await().atMost(SOON).until(() -> problem(client).isEmpty());
            assertThat(seen).containsExactly(before, after);
        } finally {
            SERVER.user("orders", "first-secret").restart();
        }
    }

    /** ZooKeeper's client tries again about once a second, and the diagnosis takes two connections at a time. */
    @Test
    void failedHandshakeIsNotTriedHot() {
        try (TcpProxy proxy = TcpProxy.to(SERVER.securePort());
                ConfigClient client = Edict.connect(
                                Cluster.at(proxy.connectString()).tls(good()))
                        .start()) {
            await().atMost(SOON).until(() -> problem(client).contains("for another host name"));
            long before = proxy.connections();
            await().during(Duration.ofSeconds(6)).atMost(SOON).until(() -> proxy.connections() - before <= 30);
            assertThat(proxy.connections()).isGreaterThan(before);
        }
    }

    @Test
    void passwordsShowNeitherInErrorsNorInStatuses() {
        Cluster sasl = Cluster.at(SERVER.connectString())
                .fipsMode(false)
                .login(Login.sasl("orders", () -> "canary-sasl".toCharArray()));
        Cluster tls = Cluster.at(SERVER.secureConnectString())
                .tls(Tls.trusting(SERVER.keys().authority())
                        .identity(SERVER.keys().store("client"), () -> "canary-tls".toCharArray()));
        for (Cluster cluster : List.of(sasl, tls)) {
            Throwable thrown = catchThrowable(() -> Edict.connect(cluster)
                    .startTimeout(Duration.ofSeconds(2))
                    .follow(ID)
                    .start());
            try (ConfigClient client = Edict.connect(cluster).start()) {
                await().atMost(SOON).until(() -> !problem(client).isEmpty());
                assertThat(trace(thrown) + client.status() + client + cluster)
                        .contains(cluster.servers())
                        .doesNotContain("canary");
            }
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        Objects.requireNonNull(thrown).printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void awaitServed(ConfigClient client) {
        await().atMost(SOON)
                .until(() -> client.status().clusters().get(0).connection() == ClusterStatus.Connection.CONNECTED);
        var document = client.follow(DocumentId.of(ID));
        await().atMost(SOON)
                .until(() ->
                        document.status().problem() == null || document.status().version() != null);
        assertThat(problem(client)).isEmpty();
    }

    private static String problem(ConfigClient client) {
        String problem = client.status().clusters().get(0).problem();
        return problem == null ? "" : problem;
    }

    private static Tls good() {
        return Tls.trusting(SERVER.keys().authority())
                .identity(SERVER.keys().store("client"), SERVER.keys().password());
    }
}
