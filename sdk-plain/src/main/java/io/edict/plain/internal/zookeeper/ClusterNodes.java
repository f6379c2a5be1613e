package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Deadline;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** Reads {@link ClusterNode} once and remembers it until a transaction says that it changed. Any thread. */
final class ClusterNodes {
    private final Calls calls;
    private final String servers;
    private volatile @Nullable ClusterNode known;

    ClusterNodes(Calls calls, String servers) {
        this.calls = calls;
        this.servers = servers;
    }

    /** The node; made, with the roots of the layout, if this is a new store. */
    ClusterNode get(Handle handle, Deadline deadline) {
        ClusterNode node = known;
        if (node == null) {
            node = read(handle, deadline);
            known = node;
        }
        return node;
    }

    /**
     * The node, if there is one: a cluster that nobody has given an identity gets none by what is copied there, since that
     * would be one of its own.
     */
    ClusterNode existing(Handle handle, Deadline deadline) {
        ClusterNode node = known;
        if (node == null) {
            Node found = calls.get(Currents.orMissing(handle.getData(Paths.CLUSTER)), deadline, null);
            if (found == null) {
                throw new InvalidRequestException(
                        "The cluster at " + servers
                                + " is no part of a store yet, so nothing was copied there; a client that copies to it lets it join");
            }
            node = ClusterNode.decode(found, servers);
            known = node;
        }
        return node;
    }

    /** The node, if publishes may be sent there; asked for again before somebody is turned away. */
    ClusterNode writable(Handle handle, DocumentId id, Deadline deadline) {
        ClusterNode node = get(handle, deadline);
        if (!node.takesPublishes()) {
            forget();
            node = get(handle, deadline);
        }
        if (!node.takesPublishes()) {
            throw node.fenced(servers, id);
        }
        return node;
    }

    /** The node as it was read last, or null. */
    @Nullable
    ClusterNode known() {
        return known;
    }

    void forget() {
        known = null;
    }

    private ClusterNode read(Handle handle, Deadline deadline) {
        CompletableFuture<Node> reading = handle.getData(Paths.CLUSTER).exceptionallyCompose(failure -> {
            if (StoreErrors.code(failure) != Code.NONODE) {
                return CompletableFuture.failedFuture(failure);
            }
            return createRoots(handle).thenCompose(made -> handle.getData(Paths.CLUSTER));
        });
        return ClusterNode.decode(calls.get(reading, deadline, null), servers);
    }

    /**
     * The cluster's own node comes last: where it is, the roots are, even if an overloaded server turns some of the requests
     * away.
     */
    private static CompletableFuture<String> createRoots(Handle handle) {
        return ensureRoots(handle).thenCompose(roots -> handle.ensure(Paths.CLUSTER, ClusterNode.fresh()));
    }

    /** Makes the roots of the layout, but for the cluster's own node. */
    static CompletableFuture<Void> ensureRoots(Handle handle) {
        byte[] nothing = new byte[0];
        return handle.ensure(Paths.ROOT, nothing)
                .thenCompose(root -> CompletableFuture.allOf(
                        handle.ensure(Paths.HEADS, nothing),
                        handle.ensure(Paths.HISTORY, nothing),
                        handle.ensure(Paths.BLOBS, nothing)));
    }
}
