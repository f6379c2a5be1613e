package io.edict.plain.embedded;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.error.InvalidRequestException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One standalone ZooKeeper server inside this JVM, for development, samples and tests. It is no place for data that
 * matters: one server, no TLS, no second copy.
 *
 * <pre>{@code
 * try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
 *     connectTo(server.connectString());
 * }
 * }</pre>
 *
 * <p>The server listens on 127.0.0.1 only, at a free port unless one is set, and keeps that port for life: {@link #stop()}
 * and {@link #restart()} take it down and bring it back at the same address with the same data. Sessions outlive a
 * restart that is shorter than their timeout, as on any server.
 *
 * <p><b>Threads.</b> Safe for use by several threads. Starting and stopping block: starting until clients can connect,
 * which takes as long as loading the data; stopping for at most 10 seconds, mostly less than one tick. An interrupt does
 * not cut them short, and stays set. The server's threads are daemons and are gone after {@link #stop()} and
 * {@link #close()}, so a server that nobody closes does not keep the JVM alive.
 *
 * <p><b>What it does to the JVM.</b> It sets no system property and never ends the JVM: ZooKeeper's own exit
 * procedure, one for the whole JVM, is replaced by a log entry at the first start and stays so. System properties
 * beginning with {@code zookeeper.} that are already set hold for this server too. There is no admin server.
 *
 * <p><b>Not promised.</b> Container and TTL nodes are not removed by themselves. A temporary directory survives a JVM
 * that ends without {@link #close()}.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {
    private final Object lock = new Object();
    private final ServerThreads threads;
    private final DataDirectory directory;
    private final int port;
    private final int tickMillis;
    private final HeldPort heldPort;

    @GuardedBy("lock")
    private @Nullable ServerRun run; // null while stopped

    @GuardedBy("lock")
    private boolean closed;

    private EmbeddedZooKeeper(ServerThreads threads, DataDirectory directory, ServerRun run, int tickMillis) {
        this.threads = threads;
        this.directory = directory;
        this.run = run;
        this.port = run.port();
        this.tickMillis = tickMillis;
        this.heldPort = new HeldPort(port);
    }

    /**
     * Starts a server with a temporary directory, which is deleted at {@link #close()}.
     *
     * @return the running server
     * @throws InvalidRequestException if it cannot start; the message says why and what to do
     */
    public static EmbeddedZooKeeper start() {
        return builder().start();
    }

    /**
     * Starts a server on data that stays: it continues with what the directory holds, and leaves it there.
     *
     * @param dataDirectory where the data is; created if absent
     * @return the running server
     * @throws InvalidRequestException if it cannot start; the message says why and what to do
     */
    public static EmbeddedZooKeeper start(Path dataDirectory) {
        return builder().dataDirectory(dataDirectory).start();
    }

    /**
     * Begins to describe a server.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The port that the server has for life, also while it is stopped.
     *
     * @return the port on 127.0.0.1
     */
    public int port() {
        return port;
    }

    /**
     * What a client is given to connect.
     *
     * @return {@code 127.0.0.1:port}
     */
    public String connectString() {
        return HeldPort.HOST + ":" + port;
    }

    /**
     * Where the data is.
     *
     * @return the directory, temporary or not
     */
    public Path dataDirectory() {
        return directory.path();
    }

    /**
     * Whether clients can connect. False after {@link #stop()}, and also if the server gave up by itself, as it does on a
     * full disk.
     *
     * @return whether it serves
     */
    public boolean isRunning() {
        synchronized (lock) {
            return run != null && run.isServing();
        }
    }

    /**
     * Takes the server down and keeps port and data. Connections are cut, and new ones are refused. Does nothing if the
     * server is already down.
     */
    public void stop() {
        synchronized (lock) {
            if (run != null) {
                run.stop(threads);
                run = null;
                heldPort.hold();
            }
        }
    }

    /**
     * Brings the server back on the same port and data; takes it down first if it is up.
     *
     * @throws InvalidRequestException if it is closed, or cannot start; the server is then down and may be restarted
     *     again
     */
    public void restart() {
        synchronized (lock) {
            if (closed) {
                throw new InvalidRequestException("The embedded server on port " + port
                        + " is closed and cannot be restarted; start another one, or use stop() instead of close()");
            }
            stop();
            heldPort.release();
            run = ServerRun.start(threads, directory.path(), port, tickMillis);
        }
    }

    /**
     * Ends every session, as if each had been silent for longer than its timeout: its ephemeral nodes and watches go, and
     * its client finds the session expired when it connects again, within a second or so. For tests of what an application does then.
     *
     * <p>Returns when the server has taken note, which is shortly before the sessions are gone.
     *
     * @throws InvalidRequestException if the server is down
     */
    public void expireAllSessions() {
        synchronized (lock) {
            if (run == null) {
                throw new InvalidRequestException(
                        "The embedded server on port " + port + " is down and has no sessions; call restart() first");
            }
            run.expireAllSessions();
        }
    }

    /**
     * Takes the server down for good, within 10 seconds, and deletes its directory if that is temporary. A second call does
     * nothing.
     */
    @Override
    public void close() {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                stop();
                heldPort.release();
                directory.close();
            }
        }
    }

    /** Describes a server. Not for use by several threads at once. */
    public static final class Builder {
        private static final Duration LONGEST_TICK = Duration.ofMinutes(1);

        private @Nullable Path dataDirectory;
        private int port;
        private int tickMillis = 200;

        private Builder() {}

        /**
         * Where the data is kept. Default: a temporary directory, deleted at close.
         *
         * @param dataDirectory the directory; created if absent, and used by one server at a time
         * @return this builder
         */
        public Builder dataDirectory(Path dataDirectory) {
            this.dataDirectory = dataDirectory;
            return this;
        }

        /**
         * The port on 127.0.0.1. Default: 0, any free one.
         *
         * @param port 0 to 65535
         * @return this builder
         * @throws InvalidRequestException if it is out of range
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new InvalidRequestException("port is " + port + ", but must be 0 (any free port) to 65535");
            }
            this.port = port;
            return this;
        }

        /**
         * ZooKeeper's unit of time. Sessions end at whole ticks; clients may ask for session timeouts from 2 ticks up to
         * 20 ticks or one minute, whichever is longer. Default: 200 ms.
         *
         * @param tickTime 1 ms to 1 minute
         * @return this builder
         * @throws InvalidRequestException if it is out of range
         */
        public Builder tickTime(Duration tickTime) {
            if (tickTime.toMillis() < 1 || tickTime.compareTo(LONGEST_TICK) > 0) {
                throw new InvalidRequestException("tickTime is " + tickTime + ", but must be 1 ms to 1 minute");
            }
            this.tickMillis = (int) tickTime.toMillis();
            return this;
        }

        /**
         * Starts the server; returns when clients can connect.
         *
         * @return the running server
         * @throws InvalidRequestException if the port is in use, the directory cannot be used, or a library is missing; the
         *     message says what to do
         */
        public EmbeddedZooKeeper start() {
            Jvm.requireServerLibraries();
            ServerThreads threads = new ServerThreads();
            DataDirectory directory = threads.call(() -> DataDirectory.open(dataDirectory));
            try {
                ServerRun run = ServerRun.start(threads, directory.path(), port, tickMillis);
                return new EmbeddedZooKeeper(threads, directory, run, tickMillis);
            } catch (RuntimeException | Error e) {
                directory.close();
                throw e;
            }
        }
    }
}
