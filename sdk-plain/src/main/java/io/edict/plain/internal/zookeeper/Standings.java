package io.edict.plain.internal.zookeeper;

import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Standing;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.jspecify.annotations.Nullable;

/** Reads and changes what a cluster says of itself, on the caller's thread. */
final class Standings {
    private final Connection connection;
    private final Calls calls;
    private final ClusterNodes clusters;
    private final String servers;

    Standings(Connection connection, Calls calls, ClusterNodes clusters, String servers) {
        this.connection = connection;
        this.calls = calls;
        this.clusters = clusters;
        this.servers = servers;
    }

    /** What the cluster says, from a server that has caught up; null if there is no store yet. */
    @Nullable
    Standing read(Deadline deadline) {
        Node node = node(connection.await(deadline), deadline);
        return node == null ? null : ClusterNode.decode(node, servers).standing();
    }

    /**
     * Changes it, if it still is what is expected. A connection lost meanwhile is resolved by reading: whoever asks for the
     * same change at the same time is answered alike.
     */
    boolean assign(@Nullable Standing expected, Standing next, Deadline deadline) {
        boolean sent = false;
        while (true) {
            Handle handle = connection.await(deadline);
            Node node = node(handle, deadline);
            Standing now =
                    node == null ? null : ClusterNode.decode(node, servers).standing();
            if (sent && now != null && same(now, next)) {
                return true;
            }
            if (!Objects.equals(now, expected)) {
                return false;
            }
            if (write(handle, node, next, deadline)) {
                clusters.forget();
                return true;
            }
            sent = true;
        }
    }

    private static boolean same(Standing one, Standing other) {
        return new Standing(one.storeId(), one.incarnation(), one.role(), one.epoch(), one.primary(), other.revision())
                .equals(other);
    }

    /** Raises the incarnation by one, if it is the expected one. */
    long raise(long expected, Deadline deadline) {
        boolean sent = false;
        while (true) {
            Standing now = existing(deadline);
            if (sent && now.incarnation() == expected + 1) {
                return now.incarnation();
            }
            if (now.incarnation() != expected) {
                throw new InvalidRequestException("The store at " + servers + " is in incarnation "
                        + now.incarnation() + ", not " + expected + ": somebody else has raised it. Nothing was"
                        + " written; look whether it need be raised again");
            }
            if (assign(now, now.inLife(expected + 1), deadline)) {
                return expected + 1;
            }
            sent = true;
        }
    }

    /** What the cluster says, if there is a store. */
    Standing existing(Deadline deadline) {
        Standing now = read(deadline);
        if (now == null) {
            throw new InvalidRequestException("There is no store at " + servers + " yet: the node " + Paths.CLUSTER
                    + " is made when the first document is published");
        }
        return now;
    }

    private @Nullable Node node(Handle handle, Deadline deadline) {
        CompletableFuture<?> caughtUp = handle.sync();
        CompletableFuture<@Nullable Node> reading = Currents.orMissing(handle.getData(Paths.CLUSTER));
        calls.get(caughtUp, deadline, null);
        return calls.get(reading, deadline, null);
    }

    /** False if it is not known how that ended, or if somebody was faster. */
    private boolean write(Handle handle, @Nullable Node before, Standing next, Deadline deadline) {
        byte[] data = ClusterNode.encode(before, next);
        if (before == null) {
            calls.get(ClusterNodes.ensureRoots(handle), deadline, null);
        }
        Op write = before == null
                ? Op.create(Paths.CLUSTER, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)
                : Op.setData(Paths.CLUSTER, data, before.stat().getVersion());
        CompletableFuture<?> writing = handle.multi(List.of(write));
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
        return StoreErrors.outcomeUnknown(code) || code == Code.BADVERSION || code == Code.NODEEXISTS;
    }
}
