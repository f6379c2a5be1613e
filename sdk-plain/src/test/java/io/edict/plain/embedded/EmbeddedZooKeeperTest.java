package io.edict.plain.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.error.InvalidRequestException;
import io.edict.plain.testing.RawClient;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedZooKeeperTest {
    @Test
    void serverAnswersOnItsConnectString() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            assertThat(server.connectString()).isEqualTo("127.0.0.1:" + server.port());
            assertThat(server.isRunning()).isTrue();
            write(server, "/a", "one");
            assertThat(read(server, "/a")).isEqualTo("one");
        }
    }

    @Test
    void serverListensOnNoOtherAddress() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
            assertThatThrownBy(() -> new Socket(other, server.port()).close()).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void twoServersLiveSideBySide() throws Exception {
        try (EmbeddedZooKeeper one = EmbeddedZooKeeper.start();
                EmbeddedZooKeeper two = EmbeddedZooKeeper.start()) {
            write(one, "/a", "one");
            write(two, "/a", "two");
            assertThat(read(one, "/a")).isEqualTo("one");
            assertThat(read(two, "/a")).isEqualTo("two");
        }
    }

    @Test
    void restartKeepsPortAndData() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            int port = server.port();
            write(server, "/a", "one");
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(read(server, "/a")).isEqualTo("one");
        }
    }

    @Test
    void stoppedServerRefusesConnectionsUntilRestarted() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            server.stop();
            server.stop();
            assertThat(server.isRunning()).isFalse();
            assertThatThrownBy(() -> new Socket(loopback(), server.port()).close())
                    .isInstanceOf(ConnectException.class);
            assertThatThrownBy(server::expireAllSessions)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("restart()");
            server.restart();
            assertThat(server.isRunning()).isTrue();
            write(server, "/a", "one");
        }
    }

    @Test
    void stoppedServerKeepsItsPortFromOthers() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
                Socket other = new Socket()) {
            server.stop();
            other.setReuseAddress(false);
            assertThatThrownBy(() -> other.bind(new InetSocketAddress(loopback(), server.port())))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void sessionOutlivesRestart() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
                RawClient client = connect(server)) {
            client.create("/e", "", CreateMode.EPHEMERAL);
            long id = client.zooKeeper().getSessionId();
            server.stop();
            client.awaitState(KeeperState.Disconnected);
            server.restart();
            client.awaitState(KeeperState.SyncConnected);
            assertThat(client.zooKeeper().getSessionId()).isEqualTo(id);
            assertThat(client.exists("/e")).isTrue();
        }
    }

    @Test
    void expiredSessionsLoseTheirNodesAndAreTold() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
                RawClient client = connect(server)) {
            client.create("/e", "", CreateMode.EPHEMERAL);
            server.expireAllSessions();
            client.awaitState(KeeperState.Expired);
            try (RawClient next = connect(server)) {
                assertThat(next.exists("/e")).isFalse();
            }
        }
    }

    @Test
    void shortestSessionIsTwoTicks() throws Exception {
        Duration tick = Duration.ofMillis(400);
        try (EmbeddedZooKeeper server =
                        EmbeddedZooKeeper.builder().tickTime(tick).start();
                RawClient shortest = RawClient.connect(server.connectString(), tick);
                RawClient longest = RawClient.connect(server.connectString(), Duration.ofHours(1))) {
            assertThat(shortest.zooKeeper().getSessionTimeout()).isEqualTo(800);
            assertThat(longest.zooKeeper().getSessionTimeout()).isEqualTo(60_000);
        }
    }

    @Test
    void manyConnectionsFromOneHostAreAccepted() throws Exception {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            Socket[] sockets = new Socket[100];
            for (int i = 0; i < sockets.length; i++) {
                sockets[i] = new Socket(loopback(), server.port());
            }
            sockets[99].getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            assertThat(sockets[99].getInputStream().read()).isNotNegative();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void persistentDirectoryContinuesInNextServer(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("not/yet/there");
        try (EmbeddedZooKeeper first = EmbeddedZooKeeper.start(data)) {
            write(first, "/a", "one");
        }
        try (EmbeddedZooKeeper second = EmbeddedZooKeeper.start(data)) {
            assertThat(read(second, "/a")).isEqualTo("one");
            assertThat(second.dataDirectory()).isEqualTo(data.toAbsolutePath());
        }
        assertThat(data).isNotEmptyDirectory();
    }

    @Test
    void temporaryDirectoryIsGoneAfterClose() {
        EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
        assertThat(server.dataDirectory()).isDirectory();
        server.close();
        assertThat(server.dataDirectory()).doesNotExist();
    }

    @Test
    void directoryInUseIsRefused(@TempDir Path data) {
        try (EmbeddedZooKeeper first = EmbeddedZooKeeper.start(data)) {
            assertThatThrownBy(() -> EmbeddedZooKeeper.start(data).close())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("another");
            assertThat(first.isRunning()).isTrue();
        }
    }

    @Test
    void directoryThatIsAFileIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> EmbeddedZooKeeper.start(file).close())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("dataDirectory(Path)");
    }

    @Test
    void portInUseIsNamedWithTheRemedyAndLeavesNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, loopback())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(
                            () -> EmbeddedZooKeeper.builder().port(port).start().close())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("port(int)");
        }
        await().untilAsserted(() -> assertThat(serverThreads()).isEmpty());
    }

    @Test
    void fixedPortIsUsed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, loopback())) {
            port = free.getLocalPort();
        }
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.builder().port(port).start()) {
            assertThat(server.port()).isEqualTo(port);
        }
    }

    @Test
    void closeLeavesNoThreadAndNoManagementBean() throws Exception {
        EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
        write(server, "/a", "one");
        assertThat(serverThreads()).isNotEmpty();
        server.restart();
        server.close();
        assertThat(serverThreads()).isEmpty();
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .queryNames(new ObjectName("org.apache.ZooKeeperService:*"), null))
                .isEmpty();
    }

    @Test
    void threadsAreDaemons() {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            assertThat(server.isRunning()).isTrue();
            assertThat(serverThreads()).isNotEmpty().allMatch(Thread::isDaemon);
        }
    }

    @Test
    void interruptedCallerStartsAndStopsAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
        assertThat(server.isRunning()).isTrue();
        server.close();
        assertThat(serverThreads()).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.dataDirectory()).doesNotExist();
    }

    @Test
    void directoryHoldsNothingButDataAndLock() {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            assertThat(server.dataDirectory().toFile().list()).containsExactlyInAnyOrder("version-2", "edict.lock");
        }
    }

    @Test
    void closedServerIsNotRestarted() {
        EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
        server.close();
        server.close();
        server.stop();
        assertThatThrownBy(server::restart)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void settingsOutOfRangeAreRefusedAtOnce() {
        EmbeddedZooKeeper.Builder builder = EmbeddedZooKeeper.builder();
        assertThatThrownBy(() -> builder.port(65_536)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> builder.port(-1)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> builder.tickTime(Duration.ZERO)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> builder.tickTime(Duration.ofDays(100))).isInstanceOf(InvalidRequestException.class);
    }

    private static InetAddress loopback() throws Exception {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static Set<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(EmbeddedZooKeeperTest::isOfServer)
                .collect(Collectors.toSet());
    }

    private static boolean isOfServer(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getName().equals("edict-embedded-zookeeper");
    }

    private static RawClient connect(EmbeddedZooKeeper server) {
        return RawClient.connect(server.connectString());
    }

    private static void write(EmbeddedZooKeeper server, String path, String text) throws Exception {
        try (RawClient client = connect(server)) {
            client.create(path, text);
        }
    }

    private static String read(EmbeddedZooKeeper server, String path) throws Exception {
        try (RawClient client = connect(server)) {
            return client.read(path);
        }
    }
}
