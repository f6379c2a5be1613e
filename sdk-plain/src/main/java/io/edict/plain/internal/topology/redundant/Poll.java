package io.edict.plain.internal.topology.redundant;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks several clusters the same at once, what blocks: each on a thread of its own, so that one that hangs keeps nobody from
 * the answers of the others. For what people ask now and then.
 *
 * @param <T> what is answered
 */
final class Poll<T> {
    /** How long more is waited when a majority has answered. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    @GuardedBy("this")
    private final TreeMap<Integer, T> answers = new TreeMap<>();

    @GuardedBy("this")
    private @Nullable EdictException failure;

    @GuardedBy("this")
    private int open;

    private Poll(int open) {
        this.open = open;
    }

    /**
     * The answers, in the order of those asked; at least one.
     *
     * @param members how many clusters there are, of which a majority is enough
     * @throws StoreUnreachableException if nobody answers in time
     */
    static <S, T> List<T> ask(List<S> asked, Function<S, T> question, int members, Deadline deadline) {
        Poll<T> poll = new Poll<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            int place = i;
            Thread thread = new Thread(() -> poll.run(place, () -> question.apply(asked.get(place))), "edict-poll");
            thread.setDaemon(true);
            thread.start();
        }
        return poll.await(members, deadline);
    }

    private interface Question<T> {
        T ask();
    }

    private void run(int place, Question<T> question) {
        try {
            T answer = question.ask();
            synchronized (this) {
                answers.put(place, answer);
                open--;
                notifyAll();
            }
        } catch (EdictException e) {
            synchronized (this) {
                failure = e;
                open--;
                notifyAll();
            }
        }
    }

    private synchronized List<T> await(int members, Deadline deadline) {
        long until = deadline.atNanos();
        boolean majority = false;
        long left = until - System.nanoTime();
        while (open > 0 && left > 0) {
            if (!majority && 2 * answers.size() > members) {
                majority = true;
                until = Math.min(until, System.nanoTime() + GRACE_NANOS);
            }
            left = until - System.nanoTime();
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (!answers.isEmpty()) {
            return new ArrayList<>(answers.values());
        }
        throw failure != null
                ? failure
                : new StoreUnreachableException(
                        "No cluster answered within " + deadline.within().toMillis()
                                + " ms; check the servers and the network, then try again",
                        null,
                        null);
    }
}
