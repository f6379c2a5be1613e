package io.edict.plain.internal.zookeeper;

import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/** Reads and raises the incarnation of a cluster, on the caller's thread. */
final class Incarnations {
    private final Connection connection;
    private final Calls calls;
    private final String servers;

    Incarnations(Connection connection, Calls calls, String servers) {
        this.connection = connection;
        this.calls = calls;
        this.servers = servers;
    }

    long current(Deadline deadline) {
        return read(deadline).incarnation();
    }

    /**
     * Raises the incarnation by one, if it is the expected one. A connection lost meanwhile is resolved by reading: the
     * number can only have been raised by one in between, by this or by somebody who wants the same.
     */
    long raise(long expected, Deadline deadline) {
        boolean sent = false;
        while (true) {
            Node node = node(deadline);
            ClusterNode cluster = ClusterNode.decode(node, servers);
            if (sent && cluster.incarnation() == expected + 1) {
                return cluster.incarnation();
            }
            if (cluster.incarnation() != expected) {
                throw new InvalidRequestException("The store at " + servers + " is in incarnation "
                        + cluster.incarnation() + ", not " + expected + ": somebody else has raised it. Nothing was"
                        + " written; look whether it need be raised again");
            }
            Op write = Op.setData(Paths.CLUSTER, ClusterNode.raised(node), cluster.zkVersion());
            if (write(write, deadline)) {
                return expected + 1;
            }
            sent = true;
        }
    }

    /** False if it is not known how that ended, or if somebody was faster. */
    private boolean write(Op write, Deadline deadline) {
        CompletableFuture<?> writing = connection.await(deadline).multi(List.of(write));
        try {
            calls.get(writing, deadline, null);
            return true;
        } catch (StoreUnreachableException e) {
            if (deadline.passed() || Thread.currentThread().isInterrupted() || !open(writing)) {
                throw e;
            }
            return false;
        }
    }

    private static boolean open(CompletableFuture<?> writing) {
        @Nullable Throwable failure = writing.handle((result, error) -> error).join();
        Code code = failure == null ? Code.OK : StoreErrors.code(failure);
        return StoreErrors.outcomeUnknown(code) || code == Code.BADVERSION;
    }

    private ClusterNode read(Deadline deadline) {
        return ClusterNode.decode(node(deadline), servers);
    }

    private Node node(Deadline deadline) throws EdictException {
        Handle handle = connection.await(deadline);
        CompletableFuture<?> caughtUp = handle.sync();
        CompletableFuture<@Nullable Node> reading = Currents.orMissing(handle.getData(Paths.CLUSTER));
        calls.get(caughtUp, deadline, null);
        Node node = calls.get(reading, deadline, null);
        if (node == null) {
            throw new InvalidRequestException("There is no store at " + servers + " yet: the node " + Paths.CLUSTER
                    + " is made when the first document is published");
        }
        return node;
    }
}
