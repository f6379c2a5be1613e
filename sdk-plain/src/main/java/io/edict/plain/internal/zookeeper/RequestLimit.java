package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.ContentTooLargeException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Finds out whether the servers take requests of a size, before anything of that size is written. A server that does not
 * (its {@code jute.maxbuffer} is below the default) drops the connection without a word, for all who share it, and a
 * write that was lost so would be in doubt. So the first big request is a question about a node that cannot exist, as long
 * as the write will be. Only if that breaks the connection three times, with short questions answered in between, it
 * is the size. Any thread.
 */
final class RequestLimit {
    /** What every server is trusted to take. */
    private static final int TRUSTED = 32 * 1024;

    private static final int CHANCES = 3;
    private static final String NOWHERE = Paths.ROOT + "/";

    private final Connection connection;
    private final Calls calls;
    private final String servers;
    private volatile int accepted = TRUSTED;

    RequestLimit(Connection connection, Calls calls, String servers) {
        this.connection = connection;
        this.calls = calls;
        this.servers = servers;
    }

    /**
     * Returns if the servers take requests of this size.
     *
     * @throws ContentTooLargeException if they do not
     * @throws StoreUnreachableException if they cannot be asked in time
     */
    void check(int bytes, DocumentId id, Deadline deadline) {
        if (bytes <= accepted) {
            return;
        }
        String path = NOWHERE + "x".repeat(bytes - NOWHERE.length());
        for (int lost = 0; lost < CHANCES; lost++) {
            if (answered(path, deadline, id)) {
                accepted = Math.max(accepted, bytes);
                return;
            }
            awaitAnswer(deadline, id);
        }
        throw new ContentTooLargeException(
                "The servers at " + servers + " close the connection on requests of " + bytes
                        + " bytes, so that " + id
                        + " cannot be written; nothing was written. Their jute.maxbuffer is too"
                        + " small: raise it on every server to at least ZooKeeper's default of 1048575, or publish less"
                        + " at once",
                id);
    }

    /** Whether there was an answer, whatever it was. */
    private boolean answered(String path, Deadline deadline, DocumentId id) {
        CompletableFuture<?> asked = connection.await(deadline).look(path, null);
        try {
            asked.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return StoreErrors.code(e) != Code.CONNECTIONLOSS;
        } catch (TimeoutException e) {
            throw calls.noAnswer("did not answer within " + deadline.within().toMillis() + " ms", id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw calls.noAnswer("had not answered when the caller was interrupted", id, e);
        }
    }

    /** The connection is back, and works. */
    private void awaitAnswer(Deadline deadline, DocumentId id) {
        while (!answered(Paths.ROOT, deadline, id)) {
            if (deadline.passed()) {
                throw calls.noAnswer(
                        "did not answer within " + deadline.within().toMillis() + " ms", id, null);
            }
        }
    }
}
