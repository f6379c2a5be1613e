package io.edict.plain.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class ServerProcessIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    @BeforeEach
    void serverIsUp() {
        SERVER.resume();
        SERVER.start();
    }

    @Test
    void sharedServerServes() throws Exception {
        assertThat(SERVER.mode()).isEqualTo(ServerProcess.Mode.STANDALONE);
        assertThat(SERVER.ask("ruok")).isEqualTo("imok");
        try (RawClient client = RawClient.connect(SERVER.connectString())) {
            client.create("/served", "one");
            assertThat(client.read("/served")).isEqualTo("one");
        }
    }

    @Test
    void killedServerRestartsOnSamePortAndData() throws Exception {
        try (RawClient client = RawClient.connect(SERVER.connectString())) {
            client.create("/kept", "one");
            int port = SERVER.clientPort();
            long pid = SERVER.pid();
            SERVER.kill();
            client.awaitState(KeeperState.Disconnected);
            assertThat(SERVER.isAlive()).isFalse();
            assertThat(SERVER.mode()).isEqualTo(ServerProcess.Mode.NONE);
            assertThat(ProcessHandle.of(pid)).isEmpty();
            SERVER.restart();
            client.awaitState(KeeperState.SyncConnected);
            assertThat(SERVER.clientPort()).isEqualTo(port);
            assertThat(client.read("/kept")).isEqualTo("one");
        }
    }

    @Test
    void pausedServerAcceptsAndDoesNotAnswerUntilResumed() throws Exception {
        try (RawClient client = RawClient.connect(SERVER.connectString(), Duration.ofSeconds(3))) {
            SERVER.pause();
            assertThat(SERVER.isAlive()).isTrue();
            new Socket(ReservedPort.address(0).getAddress(), SERVER.clientPort()).close();
            assertThatThrownBy(() -> SERVER.ask("ruok")).isInstanceOf(UncheckedIOException.class);
            client.awaitState(KeeperState.Disconnected);
            SERVER.resume();
            await().untilAsserted(() -> assertThat(SERVER.ask("ruok")).isEqualTo("imok"));
        }
    }

    @Test
    void pausedServerCanBeKilled() {
        SERVER.pause();
        SERVER.kill();
        assertThat(SERVER.isAlive()).isFalse();
    }

    @Test
    void terminatedServerEndsAndStartsAgain() {
        SERVER.terminate();
        assertThat(SERVER.isAlive()).isFalse();
        SERVER.start();
        assertThat(SERVER.mode()).isEqualTo(ServerProcess.Mode.STANDALONE);
    }

    @Test
    void metricsCountWatchesAndConnections() throws Exception {
        SERVER.restart();
        long idle = SERVER.metric("zk_watch_count");
        try (RawClient client = RawClient.connect(SERVER.connectString())) {
            client.zooKeeper().addWatch("/watched", AddWatchMode.PERSISTENT_RECURSIVE);
            assertThat(SERVER.metric("zk_watch_count")).isEqualTo(idle + 1);
            assertThat(SERVER.ask("wchs")).contains("watching 1 paths");
            assertThat(SERVER.ask("cons")).contains("sid=0x");
        }
        assertThat(SERVER.metric("zk_watch_count")).isEqualTo(idle);
        assertThatThrownBy(() -> SERVER.metric("zk_no_such")).hasMessageContaining("zk_no_such");
    }

    @Test
    void serverEndsWhenItsStarterIsGone() {
        ProcessHandle server = ProcessHandle.of(SERVER.pid()).orElseThrow();
        SERVER.pause();
        SERVER.orphan();
        assertThat(server.isAlive()).isTrue();
        SERVER.resume();
        await().untilAsserted(() -> assertThat(server.isAlive()).isFalse());
    }

    @Test
    void optionsReachTheServer() throws Exception {
        ServerOptions options = ServerOptions.quick()
                .tickTime(Duration.ofMillis(250))
                .heapMegabytes(160)
                .systemProperty("zookeeper.4lw.commands.whitelist", "srvr,conf")
                .setting("maxSessionTimeout", "7000");
        try (ServerProcess server = ServerProcess.standalone(options)) {
            server.start();
            assertThat(server.ask("conf")).contains("tickTime=250", "minSessionTimeout=500", "maxSessionTimeout=7000");
            assertThat(server.ask("ruok")).contains("not in the whitelist");
        }
    }

    @Test
    void serverThatCannotStartFailsAtOnceAndShowsItsLog() {
        try (ServerProcess server =
                ServerProcess.standalone(ServerOptions.quick().setting("tickTime", "nonsense"))) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("NumberFormatException");
        }
    }

    @Test
    void reservedPortIsNotGivenToOthers() throws IOException {
        try (ReservedPort port = new ReservedPort();
                Socket other = new Socket();
                ServerSocket server = new ServerSocket()) {
            other.setReuseAddress(false);
            assertThatThrownBy(() -> other.bind(ReservedPort.address(port.number())))
                    .isInstanceOf(java.net.BindException.class);
            server.setReuseAddress(true);
            port.hand();
            server.bind(ReservedPort.address(port.number()));
            assertThat(server.getLocalPort()).isEqualTo(port.number());
        }
    }

    @Test
    void closedServerLeavesNothing() {
        ServerProcess server = ServerProcess.standalone();
        server.start();
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        Path directory = server.directory();
        assertThat(directory).isDirectory();
        server.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(Files.exists(directory)).isFalse();
    }
}
