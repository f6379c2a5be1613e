package io.edict.plain.embedded;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * All threads of one embedded server, so that it can be known when they are gone.
 *
 * <p>A thread belongs to the group of the thread that made it, and is a daemon if that one is. So the server is started and
 * stopped by threads of one group, and never by the caller's: ZooKeeper would take the caller's interrupt for a reason to
 * end the JVM. The caller waits; its interrupt is kept, but does not cut the waiting short.
 */
final class ServerThreads {
    private final ThreadGroup group = new ThreadGroup("edict-embedded-zookeeper");

    /** Runs a task on a thread of the group and waits for its end. Errors and unchecked exceptions come through. */
    <T> T call(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        begin(future, "start");
        return uninterrupted(() -> result(future));
    }

    /** Runs a task on a thread of the group and waits until all threads are gone. */
    boolean end(Runnable task, Duration limit) {
        begin(task, "stop");
        long deadline = System.nanoTime() + limit.toNanos();
        return uninterrupted(() -> {
            List<Thread> alive = alive();
            while (!alive.isEmpty() && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.timedJoin(alive.get(0), deadline - System.nanoTime());
                alive = alive();
            }
            return alive.isEmpty();
        });
    }

    private void begin(Runnable task, String name) {
        Thread thread = new Thread(group, task, group.getName() + "-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private List<Thread> alive() {
        Thread[] found = new Thread[group.activeCount() + 16];
        return Arrays.asList(found).subList(0, group.enumerate(found));
    }

    private static <T> T result(FutureTask<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException("The embedded server could not start", e.getCause());
        }
    }

    private static <T> T uninterrupted(Waiting<T> waiting) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return waiting.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Something to wait for, from anew after an interrupt. */
    private interface Waiting<T> {
        T await() throws InterruptedException;
    }
}
