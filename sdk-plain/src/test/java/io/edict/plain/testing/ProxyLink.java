package io.edict.plain.testing;

import io.edict.plain.testing.TcpProxy.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection through a proxy: the client's half, the server's half and a flow each way. Owned by the proxy's thread. */
final class ProxyLink {
    private final SocketChannel client;
    private final SocketChannel server = SocketChannel.open();
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final ProxyRules rules;
    private final ProxyFlow toServer;
    private final ProxyFlow toClient;
    private boolean ready = true;

    ProxyLink(SocketChannel client, Selector selector, ProxyRules rules) throws IOException {
        this.client = client;
        this.rules = rules;
        clientKey = register(client, selector);
        serverKey = register(server, selector);
        toServer = new ProxyFlow(Direction.TO_SERVER, client, server, rules);
        toClient = new ProxyFlow(Direction.TO_CLIENT, server, client, rules);
    }

    private SelectionKey register(SocketChannel channel, Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel.register(selector, 0, this);
    }

    /** Something can be read or written. */
    void ready() {
        ready = true;
    }

    /** When there is something to do without anything arriving. */
    long due() {
        return Math.min(toServer.due(), toClient.due());
    }

    boolean isClosed() {
        return !client.isOpen();
    }

    /** Does what can be done now. A half that is broken takes the other one with it. */
    void advance(long now, boolean anyway) {
        if (!anyway && !ready && due() > now) {
            return;
        }
        ready = false;
        try {
            if (isConnected()) {
                toServer.advance(now);
                toClient.advance(now);
            }
            if (toServer.isOver() && toClient.isOver()) {
                close();
            } else {
                listenFor();
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Whether the server's half is there; begins to connect it if nothing is held back. */
    private boolean isConnected() throws IOException {
        if (server.isConnected()) {
            return true;
        }
        if (rules.holdsAny()) {
            return false;
        }
        return server.isConnectionPending()
                ? server.finishConnect()
                : server.connect(ReservedPort.address(rules.target()));
    }

    private void listenFor() {
        if (server.isConnected()) {
            clientKey.interestOps(toServer.sourceInterest() | toClient.sinkInterest());
            serverKey.interestOps(toClient.sourceInterest() | toServer.sinkInterest());
        } else {
            serverKey.interestOps(server.isConnectionPending() && !rules.holdsAny() ? SelectionKey.OP_CONNECT : 0);
        }
    }

    void close() {
        try {
            client.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
