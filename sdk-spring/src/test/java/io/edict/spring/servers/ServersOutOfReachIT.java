package io.edict.spring.servers;

import static io.edict.spring.servers.Following.SOON;
import static io.edict.spring.servers.Following.application;
import static io.edict.spring.servers.Following.awaitHeard;
import static io.edict.spring.servers.Following.awaitSize;
import static io.edict.spring.servers.Following.importing;
import static io.edict.spring.servers.Following.operator;
import static io.edict.spring.servers.Following.pool;
import static io.edict.spring.servers.Following.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import io.edict.spring.servers.Following.Heard;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Starting and going on while servers are silent, dead, or behind a network that swallows everything. */
@Timeout(300)
class ServersOutOfReachIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration BUDGET = Duration.ofSeconds(3);
    private static final String START = "edict.start-timeout=3s";

    /** What a loaded machine may need on top, to start and to fail. */
    private static final Duration SLACK = Duration.ofSeconds(12);

    @TempDir
    private Path directory;

    private String id = "";

    @BeforeEach
    void publishFirst() {
        if (!SERVER.isAlive()) {
            SERVER.start();
        }
        id = "reach/" + directory.getFileName();
        try (ConfigClient operator = operator(SERVER.connectString())) {
            publish(operator, id, 10);
        }
    }

    private String copies() {
        return "edict.local-copies=" + directory.resolve("copies");
    }

    private static void runOnce(String id, String copies) {
        try (ConfigurableApplicationContext once =
                application(SERVER.connectString(), importing(id), copies).start()) {
            assertThat(pool(once).get().size()).isEqualTo(10);
        }
    }

    @Test
    void applicationThatRanBeforeStartsFromDiskBehindABlackHoleAndCatchesUp() {
        runOnce(id, copies());
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort())) {
            proxy.freeze();
            long begin = System.nanoTime();
            try (ConfigurableApplicationContext context = application(
                            proxy.connectString(), importing(id), copies(), START)
                    .start()) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BUDGET.plus(SLACK));
                assertThat(pool(context).get().size()).isEqualTo(10);

                proxy.thaw();
                try (ConfigClient operator = operator(SERVER.connectString())) {
                    publish(operator, id, 11);
                }
                awaitSize(context, 11);
                awaitHeard(context, 11);
            }
        }
    }

    @Test
    void applicationThatNeverRanFailsWithinTheBudgetAndSaysWhatToDo() {
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort())) {
            proxy.freeze();
            long begin = System.nanoTime();

            Throwable failure = catchThrowable(() ->
                    application(proxy.connectString(), importing(id), START).start());

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BUDGET.plus(SLACK));
            assertThat(failure).isNotNull();
            assertThat(failure.getMessage()).contains(id);
        }
    }

    @Test
    void optionalImportStartsEmptyAndJoinsLate() {
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort())) {
            proxy.freeze();
            try (ConfigurableApplicationContext context = application(
                            proxy.connectString(), "spring.config.import=optional:edict:" + id, START)
                    .start()) {
                assertThat(context.getEnvironment().getProperty("pool.size")).isNull();

                proxy.thaw();

                awaitSize(context, 10);
                awaitHeard(context, 10);
            }
        }
    }

    @Test
    void serverKilledWhileTheApplicationRunsIsHeldOutAndWhatCameAfterItArrives() {
        try (ConfigurableApplicationContext context =
                application(SERVER.connectString(), importing(id)).start()) {
            SERVER.kill();
            assertThat(pool(context).get().size()).isEqualTo(10);
            assertThat(context.getEnvironment().getProperty("pool.size")).isEqualTo("10");

            SERVER.start();
            try (ConfigClient operator = operator(SERVER.connectString())) {
                publish(operator, id, 12);
            }
            awaitSize(context, 12);
        }
    }

    @Test
    void serverKilledWhileVersionsArriveLosesNone() {
        try (ConfigurableApplicationContext context =
                application(SERVER.connectString(), importing(id)).start()) {
            for (int round = 0; round < 3; round++) {
                int size = 100 + round;
                try (ConfigClient operator = operator(SERVER.connectString())) {
                    publish(operator, id, size);
                }
                SERVER.kill();
                SERVER.start();
                awaitSize(context, size);
            }
            assertThat(context.getBean(Heard.class).sizes).isSorted();
        }
    }

    @Test
    void silentServerHoldsUpNoReader() {
        try (ConfigurableApplicationContext context =
                application(SERVER.connectString(), importing(id)).start()) {
            SERVER.pause();
            try {
                for (int i = 0; i < 1_000; i++) {
                    assertThat(pool(context).get().size()).isEqualTo(10);
                }
            } finally {
                SERVER.resume();
            }
            try (ConfigClient operator = operator(SERVER.connectString())) {
                publish(operator, id, 13);
            }
            awaitSize(context, 13);
        }
    }

    @Test
    void networkThatIsSlowCutOrHalfOpenDelaysVersionsOnly() {
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort());
                ConfigClient operator = operator(SERVER.connectString());
                ConfigurableApplicationContext context = application(
                                proxy.connectString(),
                                importing(id),
                                "edict.session-timeout=4s",
                                "edict.check-every=1s")
                        .start()) {
            proxy.delay(Duration.ofMillis(100));
            publish(operator, id, 21);
            awaitSize(context, 21);

            proxy.delay(Duration.ZERO);
            proxy.cut();
            publish(operator, id, 22);
            proxy.restore();
            awaitSize(context, 22);

            proxy.dropDirection(TcpProxy.Direction.TO_CLIENT);
            publish(operator, id, 23);
            await().atMost(SOON).until(() -> !isConnected(context));
            proxy.thaw();
            awaitSize(context, 23);
            awaitHeard(context, 23);
        }
    }

    private static boolean isConnected(ConfigurableApplicationContext context) {
        return context.getBean(ConfigClient.class).status().clusters().stream()
                .allMatch(cluster -> cluster.connection() == Connection.CONNECTED);
    }
}
