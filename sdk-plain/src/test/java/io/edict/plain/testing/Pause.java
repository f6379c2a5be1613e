package io.edict.plain.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A process stopped by SIGSTOP for as long as this is open.
 *
 * <p>A small shell stops it and continues it when told to, or when this JVM is gone: a stopped process would not notice that
 * by itself, and stay for ever.
 */
final class Pause implements AutoCloseable {
    private static final String SCRIPT = "kill -STOP \"$1\" && echo stopped && read -r line; kill -CONT \"$1\"";

    private final ChildProcess shell;

    Pause(long pid) {
        shell = ChildProcess.start(new ProcessBuilder("sh", "-c", SCRIPT, "pause", Long.toString(pid)));
        try {
            if (shell.process().inputReader().readLine() == null) {
                throw new IllegalStateException("Process " + pid + " cannot be stopped");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Continues the process. */
    @Override
    public void close() {
        shell.letGo();
    }
}
