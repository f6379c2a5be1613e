package io.edict.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;

/**
 * Somebody else who needs the servers: it writes a small node every few milliseconds, whether or not earlier writes are
 * answered, and notes how long each takes. It is in a process of its own, so that many clients in one process do not keep it
 * from its own clock. For one thread.
 */
final class Scribe implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final BufferedReader from;
    private final BufferedWriter to;

    private Scribe(Process process) {
        this.process = process;
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.to = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** What runs in its process: connects, creates the node, writes, and answers each line with what was noted since. */
    public static void main(String[] args) throws IOException, InterruptedException, KeeperException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (BareClient client = new BareClient(args[0])) {
            client.create(args[1], new byte[0]);
            ScribeWrites writes = new ScribeWrites(client.zooKeeper(), args[1]);
            writes.start();
            System.out.println("writing");
            while (in.readLine() != null) {
                System.out.println(writes.take());
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Starts it, and returns when it writes. */
    static Scribe start(String server, String node) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        Scribe.class.getName(),
                        server,
                        node)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Scribe scribe = new Scribe(builder.start());
        scribe.line();
        return scribe;
    }

    /** How long the writes took that were begun since this was asked for the last time, in nanoseconds. */
    long[] take() throws IOException {
        to.write("take\n");
        to.flush();
        String line = line();
        return line.isEmpty()
                ? new long[0]
                : Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private String line() throws IOException {
        String line = from.readLine();
        if (line == null) {
            throw new IOException("The process that writes has ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        to.close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
