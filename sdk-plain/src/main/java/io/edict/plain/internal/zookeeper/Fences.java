package io.edict.plain.internal.zookeeper;

import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.store.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The fences of namespaces: the data of {@code /edict/heads/<namespace>}, empty if there never was one. Whatever writes into
 * a namespace checks in its transaction that this node's data version is still the one that goes with the fence. On the
 * caller's thread.
 */
final class Fences {
    private static final byte[] NOTHING = new byte[0];

    private final Connection connection;
    private final Calls calls;
    private final HeadCodec codec;

    Fences(Connection connection, Calls calls, HeadCodec codec) {
        this.connection = connection;
        this.calls = calls;
        this.codec = codec;
    }

    Fence get(String namespace, Deadline deadline) {
        Node node = read(connection.await(deadline), Paths.heads(namespace), deadline);
        return node == null ? Fence.ABSENT : decode(node);
    }

    /** Puts a fence up, unless a later one stands; a connection lost on the way is no matter, since this may be repeated. */
    Fence raise(String namespace, Fence next, Deadline deadline) {
        String path = Paths.heads(namespace);
        byte[] data = next.text().getBytes(StandardCharsets.UTF_8);
        while (true) {
            Handle handle = connection.await(deadline);
            Node node = read(handle, path, deadline);
            if (node != null && !next.isAfter(decode(node))) {
                return decode(node);
            }
            // Made and written at one stroke, since an empty node is an open namespace.
            List<Op> writing = node == null
                    ? List.of(create(path), Op.setData(path, data, 0))
                    : List.of(Op.setData(path, data, node.stat().getVersion()));
            if (node == null) {
                calls.get(ClusterNodes.ensureRoots(handle), deadline, null);
            }
            if (took(handle, writing, deadline)) {
                return next;
            }
        }
    }

    /** Makes a namespace, if the map of shards has a number. */
    boolean admit(String namespace, long map, Deadline deadline) {
        while (true) {
            Handle handle = connection.await(deadline);
            Node head = read(handle, Paths.head(ShardStore.MAP), deadline);
            if (head == null
                    || codec.decode(ShardStore.MAP, head).info().version().number() != map) {
                return false;
            }
            if (read(handle, Paths.heads(namespace), deadline) != null) {
                return true;
            }
            List<Op> making = List.of(
                    Op.check(Paths.head(ShardStore.MAP), head.stat().getVersion()), create(Paths.heads(namespace)));
            if (took(handle, making, deadline)) {
                return true;
            }
        }
    }

    private static Op create(String path) {
        return Op.create(path, NOTHING, NamespaceAcl.OPEN.namespace(), CreateMode.PERSISTENT);
    }

    /** A node as it is now, or null. */
    private @Nullable Node read(Handle handle, String path, Deadline deadline) {
        CompletableFuture<String> caughtUp = handle.sync();
        CompletableFuture<@Nullable Node> reading = Currents.orMissing(handle.getData(path));
        calls.get(caughtUp, deadline, null);
        return calls.get(reading, deadline, null);
    }

    /** Whether a transaction took effect; false if looking again will tell. */
    private boolean took(Handle handle, List<Op> operations, Deadline deadline) {
        CompletableFuture<Boolean> sending = handle.multi(operations)
                .thenApply(results -> true)
                .exceptionallyCompose(failure -> isWorthAnother(StoreErrors.code(failure))
                        ? CompletableFuture.completedFuture(false)
                        : CompletableFuture.failedFuture(failure));
        boolean took = calls.get(sending, deadline, null);
        if (!took && (deadline.passed() || Thread.currentThread().isInterrupted())) {
            throw new StoreUnreachableException(
                    "The fence of a namespace could not be written in time; look at the cluster, then try again",
                    null,
                    null);
        }
        return took;
    }

    private static boolean isWorthAnother(Code code) {
        return switch (code) {
            case BADVERSION, NODEEXISTS, NONODE, THROTTLEDOP -> true;
            default -> StoreErrors.outcomeUnknown(code);
        };
    }

    private static Fence decode(Node node) {
        return Fence.ofText(new String(node.data(), StandardCharsets.UTF_8));
    }

    /**
     * A fence and the data version of its node.
     *
     * @param fence the fence
     * @param revision the data version
     */
    record Versioned(Fence fence, int revision) {}

    /** Reads fences for those who write, and remembers the open ones, so that a move of long ago costs no request. */
    static final class Known {
        private final Map<String, Versioned> open = new ConcurrentHashMap<>();

        /** The fence of a namespace of which the node's state is known. */
        CompletableFuture<Versioned> read(Handle handle, String namespace, Stat stat) {
            if (stat.getVersion() == 0) {
                return CompletableFuture.completedFuture(new Versioned(Fence.OPEN, 0));
            }
            Versioned known = open.get(namespace);
            if (known != null && known.revision() == stat.getVersion()) {
                return CompletableFuture.completedFuture(known);
            }
            return handle.getData(Paths.heads(namespace)).thenApply(node -> {
                Versioned fence = new Versioned(decode(node), node.stat().getVersion());
                if (fence.fence().takesPublishes()) {
                    open.put(namespace, fence);
                }
                return fence;
            });
        }

        /**
         * A namespace that is not there may be made by a publish, unless the cluster is one of several shards, which have a
         * namespace for their map.
         */
        CompletableFuture<NamespaceAcl> missing(Handle handle, String namespace) {
            if (namespace.equals(ShardStore.MAP.namespace())) {
                return CompletableFuture.completedFuture(NamespaceAcl.OPEN);
            }
            return handle.look(Paths.heads(ShardStore.MAP.namespace()), null)
                    .thenApply(stamp -> stamp.equals(Stamp.ABSENT)
                            ? NamespaceAcl.OPEN
                            : new NamespaceAcl(NamespaceAcl.OPEN.source(), Fence.ABSENT, 0));
        }
    }
}
