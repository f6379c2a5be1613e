package io.edict.multicluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of one ZooKeeper server, in a process of its own that can be killed. It keeps its port and its data for life. Not
 * for several threads.
 */
final class ServerProcess implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final String name;
    private final Path data;
    private final Path log;
    private int port;
    private @Nullable Process process;
    private @Nullable Socket placeholder;

    private ServerProcess(String name, Path directory) {
        this.name = name;
        this.data = directory.resolve(name);
        this.log = directory.resolve(name + ".log");
    }

    /** Starts a server and waits until it serves. */
    static ServerProcess start(String name, Path directory) throws IOException {
        ServerProcess server = new ServerProcess(name, directory);
        server.start();
        return server;
    }

    /** Starts it where it was before. */
    void start() throws IOException {
        release();
        Process started = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-Dzookeeper.4lw.commands.whitelist=srvr,mntr",
                        "-Dedict.multicluster.log=" + log,
                        "-classpath",
                        System.getProperty("java.class.path"),
                        ServerMain.class.getName(),
                        Integer.toString(port),
                        data.toString()))
                .redirectError(log.resolveSibling(name + ".err").toFile())
                .start();
        process = started;
        // Not closed: the process would have nobody to write to any more.
        BufferedReader told =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String line = told.readLine();
        if (line == null) {
            throw new IllegalStateException("The server of " + name + " does not start");
        }
        port = Integer.parseInt(line);
    }

    String name() {
        return name;
    }

    String connectString() {
        return HOST + ":" + port;
    }

    long pid() {
        return process == null ? 0 : process.pid();
    }

    /** Ends it as a power cut does: SIGKILL. The port stays taken, so that nobody else comes to it. */
    void kill() throws InterruptedException, IOException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
            process = null;
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            placeholder = socket;
        }
    }

    private void release() throws IOException {
        Socket socket = placeholder;
        placeholder = null;
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
        try {
            release();
        } catch (IOException e) {
            throw new IllegalStateException("The port of " + name + " cannot be released", e);
        }
    }
}
