package io.edict.plain.internal.dispatch;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A thread of a {@link ListenerPool} and what it is doing. All that changes is guarded by the pool's lock. */
final class Worker {
    private final int number;
    private final Thread thread;
    private boolean busy;
    private long busySince;
    private boolean closingPool;

    /** Makes a daemon thread, not started yet, that inherits nothing from the thread that happens to make it. */
    Worker(String namePrefix, int number, @Nullable ClassLoader loader, Consumer<Worker> body) {
        this.number = number;
        this.thread = new Thread(null, () -> body.accept(this), namePrefix + number, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
    }

    int number() {
        return number;
    }

    Thread thread() {
        return thread;
    }

    void beginTask(long now) {
        busy = true;
        busySince = now;
    }

    void endTask() {
        busy = false;
    }

    boolean isStuck(long now, long stuckAfterNanos) {
        return busy && now - busySince >= stuckAfterNanos;
    }

    /** Whether its task is closing the pool just now. */
    boolean isClosingPool() {
        return closingPool;
    }

    void setClosingPool(boolean closing) {
        closingPool = closing;
    }
}
