package io.edict.plain.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the system from giving a stopped server's port to somebody else.
 *
 * <p>A socket that is bound but does not listen refuses connections and yet has the port. Without it the system may choose
 * the port for any outgoing connection, even for that of a client looking for the stopped server, which then connects to
 * itself. Not safe for use by several threads.
 */
final class HeldPort {
    /** The only address that an embedded server ever has. */
    static final String HOST = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedZooKeeper.class);

    private final int port;
    private @Nullable Socket holder;

    HeldPort(int port) {
        this.port = port;
    }

    /** A port of the only address, whatever the JVM takes for the loopback address. */
    static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    /** Takes the port. A courtesy: where it fails, the port is merely free for all. */
    void hold() {
        Socket socket = new Socket();
        holder = socket;
        try {
            socket.setReuseAddress(true);
            socket.bind(address(port));
        } catch (IOException e) {
            LOG.debug("Port {} cannot be held while the embedded server is down", port, e);
            release();
        }
    }

    /** Lets the port go, just before the server takes it again. */
    void release() {
        Socket socket = holder;
        holder = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("Port {} was not let go cleanly", port, e);
            }
        }
    }
}
