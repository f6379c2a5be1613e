package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.plain.internal.store.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerProbeTest {
    private static final Deadline SOON = Deadline.after(Duration.ofSeconds(10));

    @Test
    void closedPortRefuses() throws Exception {
        int port;
        try (ServerSocket listening = listen(1)) {
            port = listening.getLocalPort();
        }

        assertThat(diagnose("127.0.0.1:" + port, SOON)).isEqualTo("127.0.0.1:" + port + " refuses connections");
    }

    @Test
    void listeningPortAccepts() throws Exception {
        try (ServerSocket listening = listen(10)) {
            String server = "127.0.0.1:" + listening.getLocalPort();

            assertThat(diagnose(server, SOON)).isEqualTo(server + " accepts connections but gives no session");
        }
    }

    @Test
    void unknownNameDoesNotResolve() {
        assertThat(diagnose("no-such-host.invalid:2181", SOON))
                .isIn(
                        "no-such-host.invalid:2181 is a name that does not resolve",
                        "no-such-host.invalid:2181 does not answer");
    }

    @Test
    void eachServerIsNamedInTheOrderOfTheConnectString() throws Exception {
        try (ServerSocket one = listen(10);
                ServerSocket two = listen(10)) {
            String first = "127.0.0.1:" + one.getLocalPort();
            String second = "127.0.0.1:" + two.getLocalPort();

            assertThat(diagnose(first + "," + second + "/path", SOON))
                    .isEqualTo(first + " accepts connections but gives no session, " + second
                            + " accepts connections but gives no session");
        }
    }

    /** A full backlog leaves further connections unanswered. */
    @Test
    void silentServerIsGivenUpAtTheDeadline() throws Exception {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket listening = listen(1)) {
            for (int i = 0; i < 5; i++) {
                filling.add(connecting(listening.getLocalPort()));
            }
            String server = "127.0.0.1:" + listening.getLocalPort();
            long began = System.nanoTime();

            String diagnosis = diagnose(server, Deadline.after(Duration.ofMillis(300)));

            assertThat(diagnosis).isEqualTo(server + " does not answer");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(3));
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    private static Socket connecting(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (SocketTimeoutException full) {
            assertThat(socket.isConnected()).isFalse();
        }
        return socket;
    }

    private static ServerSocket listen(int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    private static String diagnose(String servers, Deadline deadline) {
        return new ServerProbe(servers, Credentials.load(Access.NONE)).diagnose(deadline);
    }
}
