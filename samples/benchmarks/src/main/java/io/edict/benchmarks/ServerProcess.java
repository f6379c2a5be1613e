package io.edict.benchmarks;

import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ZooKeeper server in a process of its own, so that its memory is not counted as the client's; its data is in a
 * directory that goes with it. It does not wait for the disk, which is not what is measured. It ends when it is closed, or when
 * the process that started it ends.
 */
final class ServerProcess implements AutoCloseable {
    private static final Pattern MODE = Pattern.compile("^Mode: (\\w+)", Pattern.MULTILINE);
    private static final Pattern WATCHES = Pattern.compile("^Total watches:(\\d+)", Pattern.MULTILINE);
    private static final Pattern SENT = Pattern.compile("^zk_packets_sent\\s+(\\d+)", Pattern.MULTILINE);
    private static final Pattern ANSWERED = Pattern.compile("^zk_response_bytes\\s+(\\d+)", Pattern.MULTILINE);
    private static final Pattern TOLD = Pattern.compile("^zk_watch_bytes\\s+(\\d+)", Pattern.MULTILINE);
    private static final Pattern RECEIVED = Pattern.compile("^zk_packets_received\\s+(\\d+)", Pattern.MULTILINE);
    private static final int PATIENCE_MILLIS = 10_000;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** What runs in the server's process: says the port and serves until standard input ends. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // Nobody writes; only the end counts.
            }
        }
    }

    /** Starts a server on its own, and returns when it serves. */
    static ServerProcess start() throws IOException {
        return launch(ServerProcess.class.getName());
    }

    /**
     * Starts a server's process, and returns when that has told its port.
     *
     * @param main the main class, which prints the port and ends with standard input, and its arguments
     */
    static ServerProcess launch(String... main) throws IOException {
        Process process = run(main);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = out.readLine();
        if (port == null) {
            throw new IOException("The server's process ended before it served");
        }
        return new ServerProcess(process, Integer.parseInt(port));
    }

    /** Starts a process of this program's Java and class path; its standard error is ours. */
    static Process run(String... main) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dzookeeper.4lw.commands.whitelist=wchs,mntr,srvr",
                "-Dzookeeper.forceSync=no"));
        command.addAll(List.of(main));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    String connectString() {
        return "127.0.0.1:" + port;
    }

    /** How many watches the server keeps now; {@code mntr} would count a persistent watch twice, as data's and as children's. */
    long watches() {
        return ask("wchs", WATCHES);
    }

    /** How many packets the server has sent so far, answers and events. */
    long packetsSent() {
        return ask("mntr", SENT);
    }

    /** How many bytes the server has sent so far, in answers and in events. */
    long bytesSent() {
        return ask("mntr", ANSWERED) + ask("mntr", TOLD);
    }

    /** How many packets the server has received so far, requests and pings; asking counts as well. */
    long packetsReceived() {
        return ask("mntr", RECEIVED);
    }

    /** How long the server's process has computed so far. */
    long cpuNanos() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("The system does not tell what a process computes"))
                .toNanos();
    }

    private long ask(String word, Pattern number) {
        Matcher line = number.matcher(ask(word));
        if (!line.find()) {
            throw new IllegalStateException("The server does not answer " + word);
        }
        return Long.parseLong(line.group(1));
    }

    /** What the server is in its ensemble at the moment, {@code leader} for example; empty if it does not serve. */
    String mode() {
        try {
            Matcher line = MODE.matcher(ask("srvr"));
            return line.find() ? line.group(1) : "";
        } catch (IllegalStateException e) {
            return "";
        }
    }

    private String ask(String word) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The server does not answer " + word, e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        end(process);
    }

    /** Ends a process that ends with its standard input. */
    static void end(Process process) throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
