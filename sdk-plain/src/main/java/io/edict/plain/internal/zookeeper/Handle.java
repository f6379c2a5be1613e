package io.edict.plain.internal.zookeeper;

import io.edict.plain.internal.store.Stamp;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * One ZooKeeper session's asynchronous operations as futures. Requests are sent in the order of the calls, and the server
 * answers in that order, so a watch set before a read leaves no gap, without waiting in between.
 *
 * <p>Futures complete on ZooKeeper's event thread, exceptionally with a {@link KeeperException}. What hangs on them must
 * be quick, or move to another thread.
 */
final class Handle {
    private final ZooKeeper zooKeeper;
    private final Suspects suspects = new Suspects(Credentials.READABLE_BYTES);
    private final SharedReads shared = new SharedReads(new Reading());

    Handle(ZooKeeper zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    ZooKeeper zooKeeper() {
        return zooKeeper;
    }

    long session() {
        return zooKeeper.getSessionId();
    }

    CompletableFuture<Node> getData(String path) {
        return suspects.data(new Suspects.Question<>(path, () -> stat(path), () -> fetch(path)));
    }

    /** The same for one of many nodes that are short, whose reads may share requests. */
    CompletableFuture<Node> getHead(String path) {
        return suspects.data(
                new Suspects.Question<>(path, () -> stat(path), () -> shared.read(path), () -> fetch(path)));
    }

    /** A node's state; unlike its data, always asked for in the order of the calls. */
    CompletableFuture<Stat> stat(String path) {
        CompletableFuture<Stat> future = new CompletableFuture<>();
        zooKeeper.exists(path, false, (rc, at, ctx, stat) -> finish(future, rc, at, () -> stat), null);
        return future;
    }

    private CompletableFuture<Node> fetch(String path) {
        CompletableFuture<Node> future = new CompletableFuture<>();
        zooKeeper.getData(
                path, false, (rc, at, ctx, data, stat) -> finish(future, rc, at, () -> Node.of(data, stat)), null);
        return future;
    }

    /** Looks at a node; a missing one is a stamp too. The watcher, if given, is set once. */
    CompletableFuture<Stamp> look(String path, @Nullable Watcher once) {
        CompletableFuture<Stamp> future = new CompletableFuture<>();
        zooKeeper.exists(
                path,
                once,
                (rc, at, ctx, stat) -> {
                    if (rc == Code.NONODE.intValue()) {
                        future.complete(Stamp.ABSENT);
                    } else {
                        finish(future, rc, at, () -> Node.stamp(stat));
                    }
                },
                null);
        return future;
    }

    /** Lists children; a missing parent has none. The watcher, if given, is set once if the parent exists. */
    CompletableFuture<List<String>> children(String path, @Nullable Watcher once) {
        return suspects.children(new Suspects.Question<>(path, () -> parent(path), () -> list(path, once)));
    }

    /** How many children a node has; one that is missing has none. */
    CompletableFuture<Integer> count(String path) {
        return parent(path).thenApply(Stat::getNumChildren);
    }

    /** The state of a node that may have children; one that is missing has none. */
    private CompletableFuture<Stat> parent(String path) {
        return stat(path)
                .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NONODE
                        ? CompletableFuture.completedFuture(new Stat())
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<List<String>> list(String path, @Nullable Watcher once) {
        CompletableFuture<List<String>> future = new CompletableFuture<>();
        zooKeeper.getChildren(
                path,
                once,
                (rc, at, ctx, names, stat) -> {
                    if (rc == Code.NONODE.intValue()) {
                        future.complete(List.of());
                    } else {
                        finish(future, rc, at, () -> names);
                    }
                },
                null);
        return future;
    }

    /** Makes the answering server catch up with the cluster before it answers what is sent after this. */
    CompletableFuture<String> sync() {
        CompletableFuture<String> future = new CompletableFuture<>();
        zooKeeper.sync("/", (rc, at, ctx) -> finish(future, rc, at, () -> at), null);
        return future;
    }

    /** Creates a persistent node that everybody may change; one that exists is as good. */
    CompletableFuture<String> ensure(String path, byte[] data) {
        return ensure(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE);
    }

    /**
     * Creates a persistent node; one that exists is as good. Whoever may not create nodes there is told so before the server
     * looks whether this one exists.
     */
    CompletableFuture<String> ensure(String path, byte[] data, List<ACL> acl) {
        return ensure(new Making(path, data, acl, null));
    }

    /**
     * A persistent node to be made.
     *
     * @param condition what must hold for that, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Making(
            String path,
            byte[] data,
            List<ACL> acl,
            @Nullable Op condition) {}

    /** The same, on a condition. Where that does not hold, it does not matter whether the node exists. */
    CompletableFuture<String> ensure(Making making) {
        String path = making.path();
        return create(making).exceptionallyCompose(failure -> {
            Code code = StoreErrors.code(failure);
            if (code == Code.NODEEXISTS) {
                return CompletableFuture.completedFuture(path);
            }
            return code != Code.NOAUTH
                    ? CompletableFuture.failedFuture(failure)
                    : look(path, null)
                            .thenCompose(stamp -> stamp.equals(Stamp.ABSENT)
                                    ? CompletableFuture.failedFuture(failure)
                                    : CompletableFuture.completedFuture(path));
        });
    }

    /** Creates a persistent node, or makes one that exists hold these bytes, writing only if it does not. */
    CompletableFuture<String> put(Making making) {
        String path = making.path();
        byte[] data = making.data();
        return create(making).exceptionallyCompose(failure -> {
            if (StoreErrors.code(failure) != Code.NODEEXISTS) {
                return CompletableFuture.failedFuture(failure);
            }
            return getData(path)
                    .thenCompose(node -> Arrays.equals(node.data(), data)
                            ? CompletableFuture.completedFuture(path)
                            : setData(path, data));
        });
    }

    private CompletableFuture<String> create(Making making) {
        String path = making.path();
        CompletableFuture<String> future = new CompletableFuture<>();
        if (making.condition() == null) {
            zooKeeper.create(
                    path,
                    making.data(),
                    making.acl(),
                    CreateMode.PERSISTENT,
                    (rc, at, ctx, name) -> finish(future, rc, at, () -> at),
                    null);
        } else {
            Op creation = Op.create(path, making.data(), making.acl(), CreateMode.PERSISTENT);
            zooKeeper.multi(
                    List.of(making.condition(), creation),
                    (rc, at, ctx, results) -> finish(future, rc, path, () -> path),
                    null);
        }
        return future;
    }

    CompletableFuture<List<ACL>> getAcl(String path) {
        return guarded(path).thenApply(Guarded::acl);
    }

    /** A node's ACL, and its state at that moment. */
    record Guarded(List<ACL> acl, Stat stat) {}

    CompletableFuture<Guarded> guarded(String path) {
        CompletableFuture<Guarded> future = new CompletableFuture<>();
        zooKeeper.getACL(
                path, null, (rc, at, ctx, acl, stat) -> finish(future, rc, at, () -> new Guarded(acl, stat)), null);
        return future;
    }

    CompletableFuture<String> setAcl(String path, List<ACL> acl) {
        CompletableFuture<String> future = new CompletableFuture<>();
        zooKeeper.setACL(path, acl, -1, (rc, at, ctx, stat) -> finish(future, rc, at, () -> at), null);
        return future;
    }

    /** Sets a node's data, whatever it was. */
    CompletableFuture<String> setData(String path, byte[] data) {
        CompletableFuture<String> future = new CompletableFuture<>();
        zooKeeper.setData(path, data, -1, (rc, at, ctx, stat) -> finish(future, rc, at, () -> at), null);
        return future;
    }

    CompletableFuture<List<OpResult>> multi(Iterable<Op> operations) {
        CompletableFuture<List<OpResult>> future = new CompletableFuture<>();
        zooKeeper.multi(
                operations,
                (rc, at, ctx, results) -> {
                    if (rc == Code.OK.intValue()) {
                        future.complete(results);
                    } else {
                        future.completeExceptionally(new MultiFailed(Code.get(rc), results));
                    }
                },
                null);
        return future;
    }

    CompletableFuture<String> addWatch(String path, Watcher watcher, AddWatchMode mode) {
        CompletableFuture<String> future = new CompletableFuture<>();
        zooKeeper.addWatch(path, watcher, mode, (rc, at, ctx) -> finish(future, rc, at, () -> at), null);
        return future;
    }

    /** Removes all watches of this session from a path, on the server too; removing a single watcher would not. */
    CompletableFuture<String> removeWatches(String path) {
        CompletableFuture<String> future = new CompletableFuture<>();
        zooKeeper.removeAllWatches(
                path, WatcherType.Any, false, (rc, at, ctx) -> finish(future, rc, at, () -> at), null);
        return future;
    }

    /** Removes one of several watchers of this session from a path; the server's watch stays for the others. */
    CompletableFuture<String> removeWatch(String path, Watcher watcher) {
        CompletableFuture<String> future = new CompletableFuture<>();
        zooKeeper.removeWatches(
                path, watcher, WatcherType.Any, true, (rc, at, ctx) -> finish(future, rc, at, () -> at), null);
        return future;
    }

    /** How nodes are asked for. */
    private final class Reading implements SharedReads.Requests {
        @Override
        public CompletableFuture<Node> one(String path) {
            return fetch(path);
        }

        @Override
        public CompletableFuture<List<OpResult>> together(List<String> paths) {
            CompletableFuture<List<OpResult>> future = new CompletableFuture<>();
            zooKeeper.multi(
                    paths.stream().map(Op::getData).toList(),
                    (rc, at, ctx, results) -> {
                        // The code is that of the first read that failed, if there are results.
                        if (results == null) {
                            future.completeExceptionally(new MultiFailed(Code.get(rc), null));
                        } else {
                            future.complete(results);
                        }
                    },
                    null);
            return future;
        }
    }

    private static <T> void finish(CompletableFuture<T> future, int rc, String path, Result<T> result) {
        if (rc == Code.OK.intValue()) {
            future.complete(result.get());
        } else {
            future.completeExceptionally(KeeperException.create(Code.get(rc), Paths.shown(path)));
        }
    }

    private interface Result<T> {
        T get();
    }
}
