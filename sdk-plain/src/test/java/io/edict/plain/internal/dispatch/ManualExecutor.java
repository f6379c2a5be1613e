package io.edict.plain.internal.dispatch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks when the test says so, on the test's thread. */
final class ManualExecutor implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean rejecting;

    @Override
    public void execute(Runnable task) {
        if (rejecting) {
            throw new RejectedExecutionException("full");
        }
        tasks.add(task);
    }

    void rejecting(boolean on) {
        rejecting = on;
    }

    int waiting() {
        return tasks.size();
    }

    Runnable take() {
        return tasks.remove();
    }

    void runNext() {
        take().run();
    }

    /** Runs what waits and what comes of it. */
    void drain() {
        while (!tasks.isEmpty()) {
            runNext();
        }
    }
}
