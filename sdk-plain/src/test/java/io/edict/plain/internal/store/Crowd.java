package io.edict.plain.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Several threads that do the same at once. */
final class Crowd {
    private Crowd() {}

    /** What one of them does. */
    interface Task<T> {
        T run(int number) throws Exception;
    }

    /** Runs a task on several threads at once. */
    static <T> List<T> together(int threads, Task<T> task) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = IntStream.range(0, threads)
                    .mapToObj(number -> pool.submit(() -> task.run(number)))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(20, TimeUnit.SECONDS));
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError("A thread failed", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
