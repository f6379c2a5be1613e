package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for the store's answers on the caller's thread, up to a deadline, and translates failures. */
final class Calls {
    private final StoreErrors errors;
    private final String servers;

    Calls(StoreErrors errors, String servers) {
        this.errors = errors;
        this.servers = servers;
    }

    <T> T get(CompletableFuture<T> future, Deadline deadline, @Nullable DocumentId id) {
        try {
            return future.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw errors.translate(e, id);
        } catch (TimeoutException e) {
            throw noAnswer("did not answer within " + deadline.within().toMillis() + " ms", id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noAnswer("had not answered when the caller was interrupted", id, e);
        }
    }

    StoreUnreachableException noAnswer(String what, @Nullable DocumentId id, @Nullable Exception cause) {
        return new StoreUnreachableException(
                "The store at " + servers + " " + what + "; check the servers and the network, then try again",
                id,
                cause);
    }
}
