package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.edict.ClusterStatus;
import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.SecureServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Credentials that change while a follower runs, and what is seen of them. */
class RotationIT {
    @RegisterExtension
    static final SecureServer SERVER = SecureServer.wantingCertificates().user("orders", "canary-sasl-one");

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ID = "shop/orders";

    @TempDir
    private Path directory;

    private Path password;
    private ConfigClient operator;

    @BeforeEach
    void prepare() {
        password = directory.resolve("password");
        operator = Edict.connect(Cluster.at(SERVER.connectString())
                        .login(Login.digest("super", () -> SecureServer.SUPER_PASSWORD.toCharArray())))
                .start();
    }

    @AfterEach
    void close() {
        operator.close();
    }

    private void grant(Set<Identity> publishers) {
        try (ConfigAccess access = Edict.access(Cluster.at(SERVER.connectString())
                .login(Login.digest("super", () -> SecureServer.SUPER_PASSWORD.toCharArray())))) {
            access.grant("shop", new NamespaceAccess(Set.of(), publishers, Set.of(Identity.sasl("admin"))));
        }
    }

    private long publish(int size) {
        return operator.publisher()
                .publish(Publication.of(ID, Format.HOCON, "size = " + size))
                .version()
                .number();
    }

    @Test
    void passwordIsChangedAndNothingIsLost() throws Exception {
        Files.writeString(password, "canary-digest-one");
        Identity one = Identity.digest("orders", () -> "canary-digest-one".toCharArray());
        Identity two = Identity.digest("orders", () -> "canary-digest-two".toCharArray());
        grant(Set.of(one, two));
        long first = publish(1);
        Cluster cluster = Cluster.at(SERVER.connectString()).login(Login.digest("orders", password));

        long last = followThrough(cluster, first, () -> {
            Files.writeString(password, "canary-digest-two");
            grantAfterSwitch(two);
        });

        assertThat(last).isGreaterThan(first);
    }

    /** The old password loses its rights once the client has shown the new one. */
    private void grantAfterSwitch(Identity two) throws Exception {
        await().atMost(SOON).until(() -> log().contains("The new credentials"));
        grant(Set.of(two));
    }

    @Test
    void certificateIsChangedAndNothingIsLost() throws Exception {
        SERVER.keys().client("next");
        grant(Set.of(Identity.x509("CN=client"), Identity.x509("CN=next")));
        Path identity = Files.copy(SERVER.keys().store("client"), directory.resolve("identity.p12"));
        long first = publish(1);
        Cluster cluster = Cluster.at(SERVER.secureConnectString())
                .tls(Tls.trusting(SERVER.keys().authority())
                        .identity(identity, SERVER.keys().password()));

        followThrough(cluster, first, () -> {
            Files.copy(SERVER.keys().store("next"), identity, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(SOON).until(() -> log().contains("The new credentials"));
            grant(Set.of(Identity.x509("CN=next")));
        });
    }

    @Test
    void wrongNewPasswordLeavesTheOldConnection() throws Exception {
        grant(Set.of(Identity.sasl("orders")));
        Files.writeString(password, "canary-sasl-one");
        long first = publish(1);
        Cluster cluster = Cluster.at(SERVER.connectString()).fipsMode(false).login(Login.sasl("orders", password));
        try (ConfigClient client = Edict.connect(cluster).follow(ID).start()) {
            Files.writeString(password, "canary-sasl-wrong");
            await().atMost(SOON).until(() -> problem(client).contains("new credentials are not in use"));
            assertThat(client.status().clusters().get(0).connection()).isEqualTo(ClusterStatus.Connection.CONNECTED);
            long next = publish(2);
            await().atMost(SOON).until(() -> client.snapshot(ID).version().number() == next);
            assertThat(next).isGreaterThan(first);
            assertThat(client.status().toString() + cluster).doesNotContain("canary-sasl");
            Files.writeString(password, "canary-sasl-one");
            await().atMost(SOON).until(() -> problem(client).isEmpty());
        }
    }

    private static String problem(ConfigClient client) {
        String problem = client.status().clusters().get(0).problem();
        return problem == null ? "" : problem;
    }

    private interface Step {
        void run() throws Exception;
    }

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private String log() {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(logged.list)) {
            text.append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
        return text.toString();
    }

    /** Publishes all the time while something happens; a follower sees every version in order, and no secret shows. */
    private long followThrough(Cluster cluster, long first, Step step) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger edict = (Logger) LoggerFactory.getLogger("io.edict");
        Logger zookeeper = (Logger) LoggerFactory.getLogger("org.apache.zookeeper");
        Level before = zookeeper.getLevel();
        logged.start();
        root.addAppender(logged);
        root.getAppender("console").stop();
        edict.setLevel(Level.TRACE);
        zookeeper.setLevel(Level.TRACE);
        List<Long> seen = new CopyOnWriteArrayList<>();
        List<String> events = new CopyOnWriteArrayList<>();
        try (ConfigClient client = Edict.connect(cluster)
                .onEvent(event -> events.add(event.toString()))
                .follow(ID)
                .start()) {
            client.follow(ID)
                    .subscribe(change -> seen.add(change.after().version().number()));
            step.run();
            long last = 0;
            for (int i = 2; i < 12; i++) {
                last = publish(i);
            }
            long end = last;
            await().atMost(SOON).until(() -> client.snapshot(ID).version().number() == end);
            await().atMost(SOON).until(() -> seen.contains(end));
            assertThat(seen).isSorted();
            assertThat(end).isGreaterThan(first);
            assertThat(client.publisher()
                            .publish(Publication.of(ID, Format.HOCON, "size = 99"))
                            .version()
                            .number())
                    .isEqualTo(end + 1);
            assertThat(log() + events + client.status() + cluster + System.getProperties())
                    .doesNotContain("canary-")
                    .doesNotContain("only-for-tests");
            return end;
        } finally {
            zookeeper.setLevel(before);
            edict.setLevel(null);
            root.getAppender("console").start();
            root.detachAppender(logged);
        }
    }
}
