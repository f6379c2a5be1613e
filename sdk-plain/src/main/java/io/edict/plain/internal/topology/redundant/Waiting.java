package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for answers on the caller's thread. */
final class Waiting {
    private Waiting() {}

    static <T> T get(CompletableFuture<T> future, Deadline deadline, @Nullable DocumentId id) {
        try {
            return future.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (Futures.unwrap(e) instanceof EdictException known) {
                throw known;
            }
            throw new IllegalStateException("A fault in the redundant store", e.getCause());
        } catch (TimeoutException e) {
            throw noAnswer("within " + deadline.within().toMillis() + " ms", id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noAnswer("before the caller was interrupted", id, e);
        }
    }

    private static StoreUnreachableException noAnswer(String when, @Nullable DocumentId id, Exception cause) {
        return new StoreUnreachableException(
                "The clusters did not answer " + when + "; check the servers and the network, then try again",
                id,
                cause);
    }
}
