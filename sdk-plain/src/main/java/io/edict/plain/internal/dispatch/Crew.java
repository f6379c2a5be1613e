package io.edict.plain.internal.dispatch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The threads of a {@link ListenerPool}, and how many there should be. Guarded by the pool's lock. */
final class Crew {
    private final String namePrefix;
    private final PoolLimits limits;
    private final @Nullable ClassLoader loader;
    private final Consumer<Worker> body;
    private final Set<Worker> workers = new LinkedHashSet<>();
    private final BitSet numbers = new BitSet();

    /**
     * Makes a crew without threads.
     *
     * @param namePrefix how the threads' names begin; the lowest free number follows
     * @param limits how many there may be
     * @param loader the context class loader of the threads
     * @param body what each thread runs
     */
    Crew(String namePrefix, PoolLimits limits, @Nullable ClassLoader loader, Consumer<Worker> body) {
        this.namePrefix = namePrefix;
        this.limits = limits;
        this.loader = loader;
        this.body = body;
    }

    int size() {
        return workers.size();
    }

    /** Adds a thread; the caller starts it. */
    Worker hire() {
        int number = numbers.nextClearBit(1);
        Worker worker = new Worker(namePrefix, number, loader, body);
        numbers.set(number);
        workers.add(worker);
        return worker;
    }

    /** Removes a thread, if it is still there. */
    void dismiss(Worker worker) {
        if (workers.remove(worker)) {
            numbers.clear(worker.number());
        }
    }

    /** Whether fewer threads than the core are there. */
    boolean isShort() {
        return workers.size() < limits.core();
    }

    /** Whether there may be no more threads, and all are stuck. */
    boolean isExhausted(long now) {
        return workers.size() >= limits.max() && stuck(now) == workers.size();
    }

    /** Whether there are more threads than the core, not counting those that are stuck. */
    boolean hasSurplus(long now) {
        return workers.size() > limits.core() && workers.size() - stuck(now) > limits.core();
    }

    /**
     * How many threads to add while tasks wait: one for each stuck thread that leaves the core short. If every thread
     * is stuck their number doubles, so that many blocked listeners are overcome in a few steps.
     */
    int missing(long now, int waitingTasks) {
        int stuck = stuck(now);
        int free = workers.size() - stuck;
        int wanted = free == 0 ? Math.max(stuck, limits.core()) : limits.core() - free;
        int allowed = Math.min(waitingTasks, limits.max() - workers.size());
        return Math.max(0, Math.min(wanted, allowed));
    }

    /** The threads that a pool being closed waits for: all but those that are closing it themselves. */
    List<Worker> toAwait() {
        List<Worker> others = new ArrayList<>(workers);
        others.removeIf(Worker::isClosingPool);
        return others;
    }

    /** The worker of a thread, or null if the thread is none of the crew. */
    @Nullable
    Worker find(Thread thread) {
        return workers.stream()
                .filter(worker -> worker.thread() == thread)
                .findFirst()
                .orElse(null);
    }

    private int stuck(long now) {
        long after = limits.stuckAfter().toNanos();
        int count = 0;
        for (Worker worker : workers) {
            count += worker.isStuck(now, after) ? 1 : 0;
        }
        return count;
    }
}
