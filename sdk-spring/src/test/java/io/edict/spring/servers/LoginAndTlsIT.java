package io.edict.spring.servers;

import static io.edict.spring.servers.Following.application;
import static io.edict.spring.servers.Following.awaitSize;
import static io.edict.spring.servers.Following.importing;
import static io.edict.spring.servers.Following.pool;
import static io.edict.spring.servers.Following.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.edict.ConfigClient;
import io.edict.plain.Cluster;
import io.edict.plain.ConfigAccess;
import io.edict.plain.Edict;
import io.edict.plain.Identity;
import io.edict.plain.Login;
import io.edict.plain.NamespaceAccess;
import io.edict.plain.testing.SecureServer;
import io.edict.plain.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Logins and encryption by Spring Boot's own settings, on a real server process. */
@Timeout(300)
class LoginAndTlsIT {
    @RegisterExtension
    static final SecureServer SERVER = SecureServer.needingCertificates();

    private static final TestKeys KEYS = SERVER.keys();
    private static final String PUBLISHER = "publisher";
    private static final String READER = "reader";
    private static final String ADMIN = "admin";

    @TempDir
    static Path directory;

    @BeforeAll
    static void grant() {
        Login superuser = Login.digest("super", () -> SecureServer.SUPER_PASSWORD.toCharArray());
        try (ConfigAccess access =
                Edict.access(Cluster.at(SERVER.connectString()).login(superuser))) {
            access.grant(
                    "shop",
                    new NamespaceAccess(
                            Set.of(identity(READER)), Set.of(identity(PUBLISHER)), Set.of(identity(ADMIN))));
        }
        publishSize(1);
    }

    private static Identity identity(String user) {
        return Identity.digest(user, () -> secret(user).toCharArray());
    }

    private static String secret(String user) {
        return user + "-secret";
    }

    private static void publishSize(int size) {
        Login login = Login.digest(PUBLISHER, () -> secret(PUBLISHER).toCharArray());
        try (ConfigClient operator =
                Edict.connect(Cluster.at(SERVER.connectString()).login(login)).start()) {
            publish(operator, "shop/orders", size);
        }
    }

    private static String[] login(String password) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "password", ".txt"), password);
        return new String[] {
            importing("shop/orders"),
            "edict.login.scheme=digest",
            "edict.login.user=" + READER,
            "edict.login.password-file=" + file
        };
    }

    private static String[] bundle(Path authority) {
        return new String[] {
            "edict.tls.bundle=zk",
            "spring.ssl.bundle.pem.zk.truststore.certificate=" + authority.toUri(),
            "spring.ssl.bundle.pem.zk.keystore.certificate="
                    + KEYS.certificate("client").toUri(),
            "spring.ssl.bundle.pem.zk.keystore.private-key="
                    + KEYS.key("client").toUri()
        };
    }

    @Test
    void readerWithItsPasswordFollows() throws IOException {
        try (ConfigurableApplicationContext context =
                application(SERVER.connectString(), login(secret(READER))).start()) {
            int next = pool(context).get().size() + 1;
            publishSize(next);
            awaitSize(context, next);
        }
    }

    @Test
    void wrongPasswordFailsTheStartThoughTheImportIsOptionalAndIsNotQuoted() throws IOException {
        String[] settings = login("wrong-canary");
        settings[0] = "spring.config.import=optional:edict:shop/orders";

        Throwable failure = catchThrowable(
                () -> application(SERVER.connectString(), settings).start());

        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).contains("shop/orders").doesNotContain("wrong-canary");
    }

    @Test
    void bundleEncryptsWhileImportsAreLoadedAndAfterwards() throws IOException {
        try (ConfigurableApplicationContext context = application(SERVER.secureConnectString(), login(secret(READER)))
                .with(bundle(KEYS.authority()))
                .start()) {
            int next = pool(context).get().size() + 1;
            publishSize(next);
            awaitSize(context, next);
        }
    }

    @Test
    void bundleThatTrustsOtherAuthoritiesFailsTheStart() throws IOException {
        TestKeys others = TestKeys.in(Files.createTempDirectory(directory, "others"));

        Throwable failure = catchThrowable(() -> application(SERVER.secureConnectString(), login(secret(READER)))
                .with(bundle(others.authority()))
                .with("edict.start-timeout=3s")
                .start());

        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).contains("shop/orders");
    }
}
