package io.edict.spring.internal.importing;

import io.edict.ClientStatus;
import io.edict.ClusterStatus;
import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Snapshot;
import io.edict.error.AccessDeniedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a document as a client's start does, but no longer than it takes to learn that waiting is in vain: servers that
 * refuse the login, or a document that may not be read, will not change their mind within a start.
 *
 * <p>The wait itself is on a daemon thread, which ends with it or with the client, so that several documents are waited for
 * at the same time; the caller looks at the client's status meanwhile.
 */
final class Arrival {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration ASK = Duration.ofSeconds(2);

    private final ConfigClient client;
    private final DocumentId id;

    private final CompletableFuture<Snapshot> coming;

    /** What was already asked about. */
    private @Nullable String asked;

    private Arrival(ConfigClient client, DocumentId id, CompletableFuture<Snapshot> coming) {
        this.client = client;
        this.id = id;
        this.coming = coming;
    }

    /**
     * Begins to wait.
     *
     * @param client the client
     * @param id the document
     * @param most how long at most
     */
    static Arrival begin(ConfigClient client, DocumentId id, Duration most) {
        return new Arrival(client, id, elsewhere(() -> client.follow(id, most).snapshot()));
    }

    /**
     * Waits.
     *
     * @return the version in force, which may be from the local copy
     * @throws AccessDeniedException if the store refuses the login or the document, and there is no local copy
     * @throws EdictException as {@link ConfigClient#follow(DocumentId, Duration)}
     */
    Snapshot await() {
        while (true) {
            Snapshot arrived = result(coming, LOOK);
            if (arrived != null) {
                return arrived;
            }
            AccessDeniedException refusal = refusal();
            if (refusal != null) {
                return copyOr(refusal);
            }
        }
    }

    private Snapshot copyOr(AccessDeniedException refusal) {
        try {
            return client.follow(id, Duration.ZERO).snapshot();
        } catch (StoreUnreachableException e) {
            throw refusal;
        }
    }

    private @Nullable AccessDeniedException refusal() {
        ClientStatus status = client.status();
        for (ClusterStatus cluster : status.clusters()) {
            if (cluster.connection() == Connection.LOST && cluster.problem() != null) {
                return new AccessDeniedException(cluster.problem(), id, null);
            }
        }
        boolean connected =
                status.clusters().stream().anyMatch(cluster -> cluster.connection() == Connection.CONNECTED);
        return connected ? readingRefused() : null;
    }

    /** A problem with reading is a text only; a reading of our own tells if it is a refusal. */
    private @Nullable AccessDeniedException readingRefused() {
        String problem = client.follow(id).status().problem();
        if (problem == null || problem.equals(asked)) {
            return null;
        }
        asked = problem;
        try {
            result(elsewhere(() -> client.publisher().read(id)), ASK);
            return null;
        } catch (AccessDeniedException e) {
            return e;
        } catch (EdictException e) {
            return null;
        }
    }

    private static <T> CompletableFuture<T> elsewhere(Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(call.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "edict-import");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** The result, or null if it is not there in time. */
    private static <T> @Nullable T result(CompletableFuture<T> coming, Duration most) {
        try {
            return coming.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("The client failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start was interrupted while it waited for the store", e);
        }
    }
}
