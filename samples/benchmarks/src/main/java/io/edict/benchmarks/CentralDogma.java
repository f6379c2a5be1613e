package io.edict.benchmarks;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Central Dogma, whose class path is not ours: a server and a client, each in a process of its own from a jar that is in this
 * one. What the client is told to do is timed by itself, so that telling it costs nothing. For one thread.
 */
final class CentralDogma implements AutoCloseable {
    private static final String JAR = "/central-dogma.jar";

    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Longer than a watcher rests after each change, if nothing else is asked for. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(1_100);

    private final Path jar;
    private final ServerProcess server;
    private final Process client;
    private final PrintWriter asked;
    private final BufferedReader answers;

    private CentralDogma(Path jar, ServerProcess server, Process client) {
        this.jar = jar;
        this.server = server;
        this.client = client;
        this.asked = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts both. */
    static CentralDogma start() throws IOException {
        Path jar = unpack();
        ServerProcess server = ServerProcess.launch("-jar", jar.toString(), "server");
        return new CentralDogma(
                jar, server, ServerProcess.run("-jar", jar.toString(), "client", String.valueOf(server.port())));
    }

    private static Path unpack() throws IOException {
        try (InputStream in = CentralDogma.class.getResourceAsStream(JAR)) {
            if (in == null) {
                throw new FileNotFoundException("Not packaged with " + JAR);
            }
            Path jar = Files.createTempFile("edict-central-dogma", ".jar");
            jar.toFile().deleteOnExit();
            Files.copy(in, jar, StandardCopyOption.REPLACE_EXISTING);
            return jar;
        }
    }

    /** Writes a document of so many keys, which is new. */
    void write(String name, int keys) throws IOException {
        ask("write " + name + " " + json(keys, 0));
    }

    /** From no client at all until one holds a document of so many keys; in nanoseconds. */
    long start(String name, int keys) throws IOException {
        return ask("start " + name + " " + keys);
    }

    /** Pushes of one document of a scene, to a watcher that looks again as soon as it has heard of a change. */
    Rounds.Timed eager(Scene scene, String name) throws IOException {
        Pushes pushes = new Pushes(scene, name, " 0");
        return () -> pushes.after(REST_NANOS);
    }

    /** The same to a watcher as it is by default, which looks again. */
    Rounds.Timed quiet(Scene scene, String name) throws IOException {
        Pushes pushes = new Pushes(scene, name, "");
        return () -> pushes.after(QUIET_NANOS);
    }

    /** The same, right after another change, so that the watcher does not look yet. */
    Rounds.Timed second(Scene scene, String name) throws IOException {
        Pushes pushes = new Pushes(scene, name, "");
        return () -> {
            pushes.after(0);
            return pushes.after(0);
        };
    }

    private static String json(int keys, int change) {
        return Corpus.text(Corpus.Form.JSON, keys, change).replace('\n', ' ');
    }

    private long ask(String line) throws IOException {
        asked.println(line);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The client of Central Dogma ended");
        }
        return Long.parseLong(answer);
    }

    @Override
    public void close() throws IOException {
        try {
            ServerProcess.end(client);
        } finally {
            server.close();
            Files.delete(jar);
        }
    }

    /** Changes of one document, which is followed. */
    private final class Pushes {
        private final Scene scene;
        private final String name;
        private int change;
        private long last;

        Pushes(Scene scene, String name, String pause) throws IOException {
            this.scene = scene;
            this.name = name;
            write(name, scene.keys());
            ask("follow " + name + pause);
            this.last = System.nanoTime();
        }

        /** Pushes when the last change is so long ago. */
        long after(long restNanos) throws IOException {
            for (long left = rest(restNanos); left > 0; left = rest(restNanos)) {
                LockSupport.parkNanos(left);
            }
            long nanos = ask("push " + name + " " + json(scene.keys(), ++change));
            last = System.nanoTime();
            return nanos;
        }

        private long rest(long nanos) {
            return last + nanos - System.nanoTime();
        }
    }
}
