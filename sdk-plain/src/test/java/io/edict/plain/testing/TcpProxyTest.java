package io.edict.plain.testing;

import static io.edict.plain.testing.TcpProxy.Direction.TO_CLIENT;
import static io.edict.plain.testing.TcpProxy.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpProxyTest {
    private final EchoServer server = new EchoServer("");
    private final TcpProxy proxy = TcpProxy.to(server.port());

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    @Test
    void bytesPassBothWaysAndAreCounted() throws IOException {
        try (Socket client = connect()) {
            assertThat(echo(client, "hello")).isEqualTo("hello");
            assertThat(proxy.bytes(TO_SERVER)).isEqualTo(5);
            assertThat(proxy.bytes(TO_CLIENT)).isEqualTo(5);
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.openConnections()).isEqualTo(1);
        }
        await().until(() -> proxy.openConnections() == 0);
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @Test
    void manyBytesArriveInOrderWhileNobodyReads() throws Exception {
        byte[] sent = new byte[20_000_000];
        new Random(7).nextBytes(sent);
        try (Socket client = connect()) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> send(client, sent));
            await().until(() -> proxy.bytes(TO_CLIENT) > 0);
            assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            writing.join();
        }
    }

    @Test
    void endOfOneDirectionLeavesTheOtherOpen() throws IOException {
        try (Socket client = connect()) {
            send(client, bytes("last words"));
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("last words");
        }
    }

    @Test
    void cutClosesConnectionsAndRefusesNewOnesUntilRestored() throws IOException {
        try (Socket client = connect()) {
            assertThat(echo(client, "a")).isEqualTo("a");
            proxy.cut();
            assertThat(isOver(client)).isTrue();
            assertThat(proxy.openConnections()).isZero();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            int port = proxy.port();
            proxy.restore();
            proxy.restore();
            assertThat(proxy.port()).isEqualTo(port);
        }
        try (Socket client = connect()) {
            assertThat(echo(client, "b")).isEqualTo("b");
        }
    }

    @Test
    void frozenConnectionIsSilentThenDeliversEverything() throws IOException {
        try (Socket client = connect()) {
            assertThat(echo(client, "a")).isEqualTo("a");
            proxy.freeze();
            send(client, bytes("b"));
            assertThat(isSilent(client)).isTrue();
            assertThat(proxy.bytes(TO_SERVER)).isEqualTo(1);
            proxy.thaw();
            assertThat(receive(client, 1)).isEqualTo("b");
        }
    }

    @Test
    void frozenProxyHidesThatTheServerIsGone() throws IOException {
        try (Socket client = connect()) {
            assertThat(echo(client, "a")).isEqualTo("a");
            proxy.freeze();
            server.close();
            assertThat(isSilent(client)).isTrue();
            proxy.thaw();
            assertThat(isOver(client)).isTrue();
        }
    }

    @Test
    void frozenProxyAcceptsConnectionsThatLeadNowhere() throws IOException {
        proxy.freeze();
        try (Socket client = connect()) {
            send(client, bytes("a"));
            assertThat(isSilent(client)).isTrue();
            assertThat(server.connections()).isZero();
            proxy.thaw();
            assertThat(receive(client, 1)).isEqualTo("a");
        }
    }

    @Test
    void droppedDirectionLeavesTheOtherAlone() throws IOException {
        try (Socket client = connect()) {
            assertThat(echo(client, "a")).isEqualTo("a");
            proxy.dropDirection(TO_CLIENT);
            send(client, bytes("b"));
            await().until(() -> proxy.bytes(TO_SERVER) == 2);
            assertThat(isSilent(client)).isTrue();
            proxy.thaw();
            assertThat(receive(client, 1)).isEqualTo("b");
            proxy.dropDirection(TO_SERVER);
            send(client, bytes("c"));
            assertThat(isSilent(client)).isTrue();
            assertThat(proxy.bytes(TO_SERVER)).isEqualTo(2);
            proxy.thaw();
            assertThat(receive(client, 1)).isEqualTo("c");
        }
    }

    @Test
    void delayCountsEachWayAndDoesNotAddUp() throws IOException {
        try (Socket client = connect()) {
            assertThat(echo(client, "a")).isEqualTo("a");
            proxy.delay(Duration.ofMillis(200));
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                send(client, bytes("b"));
            }
            assertThat(receive(client, 20)).isEqualTo("b".repeat(20));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(400), Duration.ofMillis(4_000));
            proxy.delay(Duration.ZERO);
            assertThat(echo(client, "c")).isEqualTo("c");
        }
    }

    @Test
    void newConnectionsGoToTheNewTarget() throws IOException {
        try (EchoServer other = new EchoServer("other:");
                Socket before = connect()) {
            assertThat(echo(before, "a")).isEqualTo("a");
            proxy.target(other.port());
            try (Socket after = connect()) {
                assertThat(receive(after, 6)).isEqualTo("other:");
            }
            assertThat(echo(before, "b")).isEqualTo("b");
        }
    }

    @Test
    void connectionToAbsentServerIsClosed() throws IOException {
        server.close();
        try (Socket client = connect()) {
            assertThat(isOver(client)).isTrue();
        }
    }

    @Test
    void closeEndsConnectionsAndThread() throws IOException {
        try (Socket client = connect()) {
            assertThat(echo(client, "a")).isEqualTo("a");
            proxy.close();
            proxy.close();
            assertThat(isOver(client)).isTrue();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("tcp-proxy"));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(ReservedPort.address(proxy.port()), 5_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String echo(Socket client, String text) throws IOException {
        send(client, bytes(text));
        return receive(client, text.length());
    }

    private static String receive(Socket client, int count) throws IOException {
        return new String(client.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the connection is open and nothing comes for a while. */
    private static boolean isSilent(Socket client) throws IOException {
        client.setSoTimeout(300);
        try {
            client.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            client.setSoTimeout(10_000);
        }
    }

    private static boolean isOver(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
