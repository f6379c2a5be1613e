package io.edict.plain.internal.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Tasks that run one at a time, in the order in which they were added, on whichever thread comes to run them. Each sees
 * what those before it did.
 *
 * <p><b>No task is left lying.</b> Who adds one calls somebody to {@link #run}, unless a thread is running tasks or has
 * been called and has not come yet. The one who runs looks once more after it has stopped being the one, and the one who
 * was called takes the call back before it looks, so that both find a task that relied upon them. One who stops early sees
 * {@link #needsSomebody} afterwards, and calls somebody else.
 *
 * <p>All methods may be called on any thread, and none waits.
 */
final class SerialTasks {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Thread> runner = new AtomicReference<>();
    private final AtomicBoolean called = new AtomicBoolean();

    void add(Runnable task) {
        tasks.add(task);
    }

    /** Whether there are tasks that no thread is about to run. */
    boolean needsSomebody() {
        return !tasks.isEmpty() && runner.get() == null;
    }

    /** Whether the caller is to call somebody; false if that has been done already. */
    boolean claimCall() {
        return called.compareAndSet(false, true);
    }

    /**
     * Runs what there is, unless another thread is at it. Tasks must not throw.
     *
     * @param goOn asked before each task; the rest is left when it says no
     */
    void run(BooleanSupplier goOn) {
        called.set(false);
        while (goOn.getAsBoolean() && !tasks.isEmpty() && runner.compareAndSet(null, Thread.currentThread())) {
            try {
                runAll(goOn);
            } finally {
                runner.set(null);
            }
        }
    }

    private void runAll(BooleanSupplier goOn) {
        while (goOn.getAsBoolean()) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            task.run();
        }
    }

    /** Drops what waits. */
    void clear() {
        tasks.clear();
    }
}
