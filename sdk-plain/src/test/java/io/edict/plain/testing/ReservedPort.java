package io.edict.plain.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;

/**
 * A free port of 127.0.0.1 that stays reserved for a server, whether the server runs or not.
 *
 * <p>A socket that is bound but does not listen keeps the system from giving the port to anybody who asks for any port,
 * and lets in a server that asks for this one with {@code SO_REUSEADDR}, as ZooKeeper does. So there is no moment in which
 * a port is free for all, and no clash to try again after. Linux allows both at once; elsewhere the port is let go for good
 * before the first start.
 */
final class ReservedPort implements AutoCloseable {
    private static final boolean SHARED =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

    private final Socket holder = new Socket();
    private final int number;

    ReservedPort() {
        try {
            holder.setReuseAddress(true);
            holder.bind(address(0));
            number = holder.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of 127.0.0.1. */
    static InetSocketAddress address(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int number() {
        return number;
    }

    /** Says that a server is about to take the port. */
    void hand() {
        if (!SHARED) {
            close();
        }
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
