package io.edict.plain.testing;

import java.time.Duration;

/**
 * A proxy in front of one server that breaks connections in the ways that networks do. It listens on 127.0.0.1.
 *
 * <p>What is held back by {@link #freeze()} or {@link #dropDirection(Direction)} is not lost: as with a cable pulled out and
 * put back, it arrives after {@link #thaw()}. Every method takes effect before it returns. Safe for use by several
 * threads; one daemon thread does the work, see {@link ProxyLoop}.
 */
public final class TcpProxy implements AutoCloseable {
    private final ReservedPort port = new ReservedPort();
    private final ProxyLoop loop;

    /** A way through the proxy. */
    public enum Direction {
        /** From the client to the server. */
        TO_SERVER,
        /** From the server to the client. */
        TO_CLIENT
    }

    private TcpProxy(int target, boolean silent) {
        port.hand();
        loop = new ProxyLoop(port.number(), new ProxyRules(target, silent));
    }

    /** Starts a proxy in front of a port of 127.0.0.1. */
    public static TcpProxy to(int target) {
        return started(new TcpProxy(target, false));
    }

    /** Starts a proxy in front of a ZooKeeper server that passes on all answers, and no event of any watch. */
    public static TcpProxy silent(int target) {
        return started(new TcpProxy(target, true));
    }

    private static TcpProxy started(TcpProxy proxy) {
        proxy.loop.start();
        proxy.restore();
        return proxy;
    }

    /** The port that clients connect to, the same for life. */
    public int port() {
        return port.number();
    }

    /** What a client is given to connect through the proxy. */
    public String connectString() {
        return "127.0.0.1:" + port();
    }

    /** Sends connections made from now on to another port. */
    public void target(int target) {
        loop.run(() -> loop.rules().target(target));
    }

    /** Closes all connections and refuses new ones. */
    public void cut() {
        loop.run(loop::cut);
    }

    /** Accepts connections again after {@link #cut()}. */
    public void restore() {
        loop.run(loop::listen);
    }

    /** Passes nothing on, not even the end of a connection. New connections are accepted and lead nowhere. */
    public void freeze() {
        dropDirection(Direction.TO_SERVER);
        dropDirection(Direction.TO_CLIENT);
    }

    /** Passes nothing on in one direction. New connections are accepted and lead nowhere. */
    public void dropDirection(Direction direction) {
        loop.run(() -> loop.rules().hold(direction));
    }

    /** Passes everything on again, beginning with what was held back. */
    public void thaw() {
        loop.run(() -> loop.rules().holdNothing());
    }

    /** Delays whatever arrives from now on, each way; zero for no delay. */
    public void delay(Duration eachWay) {
        loop.run(() -> loop.rules().delay(eachWay));
    }

    /** How many connections were accepted so far. */
    public long connections() {
        return loop.call(loop::accepted);
    }

    /** How many connections are open now. */
    public int openConnections() {
        return loop.call(loop::open);
    }

    /** How many events were not passed on so far. */
    public long swallowed() {
        return loop.call(() -> loop.rules().swallowed());
    }

    /** How many bytes were passed on so far. */
    public long bytes(Direction direction) {
        return loop.call(() -> loop.rules().passed(direction));
    }

    /** Closes all connections and lets the port go. */
    @Override
    public void close() {
        loop.close();
        port.close();
    }
}
