package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import io.edict.error.StoreUnreachableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request for a document go after the other, so that each builds on what the one before it left. When a cluster
 * hangs, the oldest of those that wait are given up: what they ask for is out of date. Any thread.
 */
final class Turns {
    private static final int MOST_WAITING = 4;

    private final String servers;

    @GuardedBy("this")
    private final Map<DocumentId, Deque<Turn<?>>> lines = new HashMap<>();

    Turns(String servers) {
        this.servers = servers;
    }

    private record Turn<T>(Supplier<CompletableFuture<T>> task, CompletableFuture<T> result) {
        void give(Runnable after) {
            Answers.on(start().<Runnable>handle((value, failure) -> () -> end(value, failure)), (end, never) -> {
                after.run();
                end.run();
            });
        }

        private void end(T value, @Nullable Throwable failure) {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        }

        private CompletableFuture<T> start() {
            try {
                return task.get();
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    /** Begins a task when all that were begun before for this document have ended. */
    <T> CompletableFuture<T> take(DocumentId id, Supplier<CompletableFuture<T>> task) {
        Turn<T> turn = new Turn<>(task, new CompletableFuture<>());
        Turn<?> givenUp = null;
        boolean first;
        synchronized (this) {
            Deque<Turn<?>> line = lines.get(id);
            first = line == null;
            if (line == null) {
                lines.put(id, new ArrayDeque<>());
            } else {
                line.add(turn);
                givenUp = line.size() > MOST_WAITING ? line.poll() : null;
            }
        }
        if (givenUp != null) {
            givenUp.result.completeExceptionally(new StoreUnreachableException(
                    "The store at " + servers + " has not answered earlier requests about " + id
                            + "; check the servers and the network",
                    id,
                    null));
        }
        if (first) {
            turn.give(() -> next(id));
        }
        return turn.result;
    }

    private void next(DocumentId id) {
        Turn<?> turn = poll(id);
        if (turn != null) {
            turn.give(() -> next(id));
        }
    }

    private synchronized @Nullable Turn<?> poll(DocumentId id) {
        Deque<Turn<?>> line = lines.get(id);
        Turn<?> turn = line == null ? null : line.poll();
        if (turn == null) {
            lines.remove(id);
        }
        return turn;
    }
}
