package io.edict.plain.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process that does not outlive this JVM: a shutdown hook kills it, and if this JVM is itself killed, the process sees
 * the end of its standard input, which is a pipe from here.
 */
final class ChildProcess {
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "kill-test-servers"));
    }

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    static ChildProcess start(ProcessBuilder builder) {
        try {
            Process process =
                    builder.redirectInput(ProcessBuilder.Redirect.PIPE).start();
            ALIVE.removeIf(other -> !other.isAlive());
            ALIVE.add(process);
            return new ChildProcess(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Sends SIGTERM and waits for the end. */
    void terminate() {
        process.destroy();
        awaitEnd();
    }

    /** Ends the process's standard input and waits for its end. */
    void letGo() {
        closePipe();
        awaitEnd();
    }

    void closePipe() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("Interrupted while a process ended", e);
        }
    }
}
