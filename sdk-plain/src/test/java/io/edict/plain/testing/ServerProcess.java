package io.edict.plain.testing;

import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One ZooKeeper server in a process of its own, from this JVM's class path, on 127.0.0.1. It can be killed, stopped like
 * a machine that hangs, and started again on the same port and data.
 *
 * <p>Shared by the tests of a class like this:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ServerProcess SERVER = ServerProcess.standalone();
 * }</pre>
 *
 * <p>Otherwise {@link #start()} and {@link #close()} it. It never outlives this JVM, however that ends. Safe for use by
 * several threads.
 */
public final class ServerProcess implements SharedServers {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Pattern MODE = Pattern.compile("^Mode: (\\w+)$", Pattern.MULTILINE);

    private volatile ServerOptions options;
    private final ReservedPort clientPort = new ReservedPort();
    private final Membership membership;
    private final ServerFiles files = ServerFiles.create();

    @GuardedBy("this")
    private @Nullable ChildProcess child;

    @GuardedBy("this")
    private @Nullable Pause pause;

    /** What a server is at the moment. */
    public enum Mode {
        /** Serves alone. */
        STANDALONE,
        /** Leads an ensemble that has a quorum. */
        LEADER,
        /** Follows a leader. */
        FOLLOWER,
        /** Follows a leader without a vote. */
        OBSERVER,
        /** Does not serve: down, paused, starting, or without a quorum. */
        NONE
    }

    ServerProcess(ServerOptions options, Membership membership) {
        this.options = options;
        this.membership = membership;
    }

    /** A server on its own, not yet started. */
    public static ServerProcess standalone() {
        return standalone(ServerOptions.quick());
    }

    /** A server on its own, not yet started. */
    public static ServerProcess standalone(ServerOptions options) {
        return new ServerProcess(options, Membership.NONE);
    }

    /** Starts the process, and if it stands alone, waits until it serves. Does nothing if it runs. */
    @Override
    public void start() {
        launch();
        if (membership.isAlone()) {
            awaitServing();
        }
    }

    /** Sets the server up in another way, from its next start on. */
    public void reconfigure(ServerOptions changed) {
        options = changed;
    }

    /** Starts the process, and does not wait. Does nothing if it runs. */
    public synchronized void launch() {
        if (child != null && child.isAlive()) {
            return;
        }
        files.write(configuration(), membership.id());
        clientPort.hand();
        membership.handPorts();
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        child = ChildProcess.start(builder);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + options.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dlogback.configurationFile=io/edict/plain/testing/server-logback.xml"));
        options.systemProperties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(ServerMain.class.getName());
        command.add(files.configuration().toString());
        return command;
    }

    private List<String> configuration() {
        List<String> lines = new ArrayList<>(List.of(
                "dataDir=" + files.data().toString().replace(File.separatorChar, '/'),
                "clientPortAddress=127.0.0.1",
                "clientPort=" + clientPort(),
                "tickTime=" + options.tickTime().toMillis()));
        options.settings().forEach((name, value) -> lines.add(name + "=" + value));
        lines.addAll(membership.lines());
        return lines;
    }

    /** Waits until the server serves; fails at once, with its log, if the process ends. */
    public void awaitServing() {
        try {
            await("a serving server").atMost(START_LIMIT).until(() -> {
                if (!isAlive()) {
                    throw new IllegalStateException("The server process ended");
                }
                return mode() != Mode.NONE;
            });
        } catch (RuntimeException e) {
            throw new IllegalStateException("The server on port " + clientPort() + " does not serve:\n" + logTail(), e);
        }
    }

    /** Ends the process with SIGKILL, as a crash does, and waits until it is gone. Works on a paused one too. */
    public synchronized void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
        resume();
    }

    /** Ends the process with SIGTERM, as an operator does, and waits until it is gone. */
    public synchronized void terminate() {
        resume();
        if (child != null) {
            child.terminate();
            child = null;
        }
    }

    /** Stops the process with SIGSTOP: its connections stay, and nothing answers. */
    public synchronized void pause() {
        if (pause == null) {
            pause = new Pause(pid());
        }
    }

    /** Continues a paused process. Does nothing if it is not paused. */
    public synchronized void resume() {
        if (pause != null) {
            pause.close();
            pause = null;
        }
    }

    /** Kills the process and starts it on the same ports and data; if it stands alone, waits until it serves. */
    public void restart() {
        kill();
        start();
    }

    /** The process's id. */
    public synchronized long pid() {
        if (child == null) {
            throw new IllegalStateException("The server on port " + clientPort() + " is not started");
        }
        return child.process().pid();
    }

    /** Whether the server is a member without a vote. */
    public boolean observes() {
        return membership.observes();
    }

    /** Whether the process exists, paused or not. */
    public synchronized boolean isAlive() {
        return child != null && child.isAlive();
    }

    /** Closes the pipe to the process, as the end of this JVM would. */
    synchronized void orphan() {
        if (child != null) {
            child.closePipe();
        }
    }

    /** Where the configuration, the data and the log are. */
    public Path directory() {
        return files.root();
    }

    /** Copies the data to an empty directory, as a backup of a server that is down. */
    public void backUp(Path to) {
        files.copyData(files.data(), to);
    }

    /** Replaces the data of a server that is down by a backup. */
    public void restore(Path from) {
        files.deleteData();
        files.copyData(from, files.data());
    }

    /** Where the data is; to be touched only while the process is down. */
    public Path data() {
        return files.data();
    }

    /** The port for clients, the same for life. */
    public int clientPort() {
        return clientPort.number();
    }

    /** What a client is given to connect to this server alone. */
    public String connectString() {
        return "127.0.0.1:" + clientPort();
    }

    /** The answer to a four-letter word: {@code srvr}, {@code mntr}, {@code wchs}, {@code cons}, {@code ruok} ... */
    public String ask(String word) {
        try {
            return FourLetterWord.ask(clientPort(), word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One number out of {@code mntr}, such as {@code zk_watch_count} or {@code zk_num_alive_connections}. */
    public long metric(String name) {
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + "\\t(-?\\d+)", Pattern.MULTILINE)
                .matcher(ask("mntr"));
        if (!line.find()) {
            throw new IllegalArgumentException("The server has no metric " + name);
        }
        return Long.parseLong(line.group(1));
    }

    /** What the server is at the moment; a server that does not answer is none. */
    public Mode mode() {
        try {
            Matcher line = MODE.matcher(FourLetterWord.ask(clientPort(), "srvr"));
            return line.find() ? Mode.valueOf(line.group(1).toUpperCase(Locale.ROOT)) : Mode.NONE;
        } catch (IOException e) {
            return Mode.NONE;
        }
    }

    /** The last lines of the server's log, over all its starts. */
    @Override
    public String logTail() {
        return "Server on port " + clientPort() + ":\n" + files.logTail();
    }

    /** Kills the process, deletes its files and lets its ports go. */
    @Override
    public void close() {
        kill();
        files.close();
        clientPort.close();
        membership.close();
    }
}
