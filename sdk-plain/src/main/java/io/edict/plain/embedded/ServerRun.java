package io.edict.plain.embedded;

import io.edict.error.InvalidRequestException;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server from one start to the next stop.
 *
 * <p>It drives ZooKeeper's parts directly. The entry points made for embedding write their configuration to files, turn
 * settings into system properties, and end the JVM when the port is in use.
 */
final class ServerRun {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int LONGEST_SESSION_MILLIS = 60_000;
    private static final int UNLIMITED = 0;
    private static final int KEPT_SNAPSHOTS = 3;
    private static final int PURGE_HOURS = 1;

    private final FileTxnSnapLog log;
    private final ZooKeeperServer server;
    private final NIOServerCnxnFactory door = new NIOServerCnxnFactory();
    private final DatadirCleanupManager purge;

    private ServerRun(FileTxnSnapLog log, ZooKeeperServer server, DatadirCleanupManager purge) {
        this.log = log;
        this.server = server;
        this.purge = purge;
    }

    /** Starts a server; returns when clients can connect. */
    static ServerRun start(ServerThreads threads, Path data, int port, int tickMillis) {
        Jvm.protect();
        ServerRun run = threads.call(() -> startHere(data, port, tickMillis));
        LOG.info("Embedded ZooKeeper serves on {}:{}, with its data in {}", HeldPort.HOST, run.port(), data);
        return run;
    }

    private static ServerRun startHere(Path data, int port, int tickMillis) throws InterruptedException {
        try {
            File directory = data.toFile();
            FileTxnSnapLog log = new FileTxnSnapLog(directory, directory);
            int longest = Math.max(LONGEST_SESSION_MILLIS, 20 * tickMillis);
            ZooKeeperServer server = new ZooKeeperServer(log, tickMillis, 2 * tickMillis, longest, -1, null, "");
            ServerRun run = new ServerRun(
                    log, server, new DatadirCleanupManager(directory, directory, KEPT_SNAPSHOTS, PURGE_HOURS));
            run.open(port);
            return run;
        } catch (BindException e) {
            throw failure(
                    "port " + port + " of " + HeldPort.HOST + " cannot be had (" + e.getMessage()
                            + "); stop what uses it,"
                            + " choose another with port(int), or leave the port out to get a free one",
                    e);
        } catch (IOException e) {
            throw failure(
                    "the data in " + data + " cannot be used (" + e.getMessage() + "); make the directory writable, or"
                            + " choose another with dataDirectory(Path)",
                    e);
        }
    }

    private static InvalidRequestException failure(String why, IOException cause) {
        InvalidRequestException failure = new InvalidRequestException("The embedded server did not start: " + why);
        failure.addSuppressed(cause);
        return failure;
    }

    private void open(int port) throws IOException, InterruptedException {
        boolean opened = false;
        try {
            door.configure(HeldPort.address(port), UNLIMITED);
            door.startup(server);
            purge.start();
            opened = true;
        } finally {
            if (!opened) {
                stopHere();
            }
        }
    }

    int port() {
        return door.getLocalPort();
    }

    boolean isServing() {
        return server.isRunning();
    }

    void expireAllSessions() {
        for (long session : List.copyOf(server.getSessionTracker().globalSessions())) {
            server.expire(session);
        }
    }

    /** Stops the server and waits, within the limit, until its threads are gone. */
    void stop(ServerThreads threads) {
        if (!threads.end(this::stopHere, STOP_LIMIT)) {
            LOG.warn("The embedded server's threads are not all gone after {}; they go on as daemons", STOP_LIMIT);
        }
    }

    private void stopHere() {
        if (purge.getPurgeTaskStatus() == DatadirCleanupManager.PurgeTaskStatus.STARTED) {
            purge.shutdown();
        }
        door.shutdown();
        server.shutdown(true);
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("The embedded server's log was not closed cleanly; the next start recovers it", e);
        }
    }
}
