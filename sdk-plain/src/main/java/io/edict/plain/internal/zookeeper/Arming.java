package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.StoreWatch.Sink;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets and removes the watches of a {@link HeadWatch}, and knows whether the server takes persistent ones. Any thread;
 * answers come on ZooKeeper's event thread.
 */
final class Arming {
    private static final Logger log = LoggerFactory.getLogger(Arming.class);

    private final HeadWatch heads;
    private final Watcher bells;
    private final Sink sink;
    private final StoreErrors errors;
    private final Peers peers;

    /** Set until a server takes a persistent watch again; each connect tries one. */
    private volatile boolean refused;

    /** Paths on which a watch could not be set, for a reason that may pass: the regular check tries again. */
    private final Set<String> unarmed = ConcurrentHashMap.newKeySet();

    Arming(HeadWatch heads, Watcher bells, Sink sink, StoreErrors errors, Peers peers) {
        this.heads = heads;
        this.bells = bells;
        this.sink = sink;
        this.errors = errors;
        this.peers = peers;
    }

    /** Whether persistent watches are refused. */
    boolean refused() {
        return refused;
    }

    /** Everything is about to be set. */
    void begin() {
        unarmed.clear();
    }

    /** One watch tells for all: the server may be another one now, or have been set up anew. */
    void tryPersistent(Handle handle, Consumer<Handle> then) {
        Answers.on(handle.addWatch(Paths.CLUSTER, heads, AddWatchMode.PERSISTENT), (at, failure) -> {
            if (failure == null) {
                log.info("The store takes persistent watches again");
                disarm(handle, Paths.CLUSTER);
                refused = false;
            }
            then.accept(handle);
        });
    }

    /** Sets a persistent watch. */
    void set(Handle handle, String path, AddWatchMode mode, @Nullable DocumentId id) {
        Answers.on(handle.addWatch(path, watcherAt(path), mode), (at, failure) -> {
            if (failure == null) {
                return;
            }
            if (refusesPersistent(StoreErrors.code(failure))) {
                fallBack(handle);
            } else {
                unarmed.add(path);
                report(failure, id);
            }
        });
    }

    /** Sets a watch that could not be set before. */
    void again(Handle handle, String path, AddWatchMode mode, @Nullable DocumentId id) {
        if (unarmed.remove(path) && !refused) {
            set(handle, path, mode, id);
        }
    }

    private static boolean refusesPersistent(Code code) {
        return code == Code.MARSHALLINGERROR || code == Code.UNIMPLEMENTED;
    }

    private void fallBack(Handle handle) {
        if (!refused) {
            refused = true;
            log.warn("The store refuses persistent watches (WatchManagerOptimized does): watching with single ones,"
                    + " which cost one more request for each change");
            heads.armAll(handle);
        }
    }

    /** Removes watches, if there is a session to remove them from. */
    void disarm(@Nullable Handle handle, Collection<String> paths) {
        if (handle != null) {
            paths.forEach(path -> disarm(handle, path));
        }
    }

    /** Removes a watch. */
    void disarm(Handle handle, String path) {
        CompletableFuture<String> removing;
        synchronized (peers) {
            removing =
                    peers.follow(heads, path) ? handle.removeWatch(path, watcherAt(path)) : handle.removeWatches(path);
        }
        Answers.on(removing, (at, failure) -> {
            // A session that is gone took its watches along, and a watch that was not there need not be removed.
        });
    }

    private Watcher watcherAt(String path) {
        return path.startsWith(Paths.BELLS + "/") ? bells : heads;
    }

    /** Failures that a reconnect mends are not reported: every connect looks at everything again. */
    void report(@Nullable Throwable failure, @Nullable DocumentId id) {
        if (failure == null || id == null || StoreErrors.outcomeUnknown(StoreErrors.code(failure))) {
            return;
        }
        sink.announced(new Announcement.Failed(id, errors.translate(failure, id)));
    }
}
