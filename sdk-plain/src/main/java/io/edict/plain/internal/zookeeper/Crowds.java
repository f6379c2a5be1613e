package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.zookeeper.AddWatchMode;
import org.jspecify.annotations.Nullable;

/**
 * Watches heads with as few watches as will do. Where many documents of one namespace are followed one by one, and they are
 * a good part of it, one recursive watch covers them all: it costs one request and one watch on the server in place of one
 * for each, and brings events of the others, which are dropped. Whether they are a good part is asked together with
 * setting it, and again at each regular check; if they are not, each gets a watch of its own, and then the cover goes.
 *
 * <p>Threads: any. What is covered is guarded by this object's monitor, which is an inner one; nothing is sent while it
 * is held.
 */
final class Crowds {
    /** One cover brings at most so many times the events that are wanted, if all documents change alike. */
    private static final int MOST_TIMES = 4;

    private final Arming arming;

    /** Whether a namespace is followed as a whole: then it has its own watch on all of it, or its own list. */
    private final Predicate<String> whole;

    @GuardedBy("this")
    private final Map<String, Set<DocumentId>> followed = new HashMap<>();

    @GuardedBy("this")
    private final Set<String> covered = new HashSet<>();

    /** Namespaces of which too little is followed; until the next connect. */
    @GuardedBy("this")
    private final Set<String> sparse = new HashSet<>();

    /** The documents with a watch of their own in this session. */
    @GuardedBy("this")
    private final Set<DocumentId> own = new HashSet<>();

    @GuardedBy("this")
    private @Nullable Handle session;

    /**
     * Begins with nothing.
     *
     * @param whole takes the monitor of the {@link HeadWatch}, with which {@link #add} and {@link #connected} are called
     */
    Crowds(Arming arming, Predicate<String> whole) {
        this.arming = arming;
        this.whole = whole;
    }

    /** A document is followed by itself; whether its namespace is to be {@linkplain #cover covered} from now on. */
    synchronized boolean add(DocumentId id, boolean connected) {
        followed.computeIfAbsent(id.namespace(), fresh -> new HashSet<>()).add(id);
        return connected && grown(id.namespace());
    }

    @GuardedBy("this")
    private boolean grown(String namespace) {
        return followed.getOrDefault(namespace, Set.of()).size() > Subjects.MOST_SINGLE
                && !arming.refused()
                && !sparse.contains(namespace)
                && !whole.test(namespace)
                && covered.add(namespace);
    }

    /** A document is not followed by itself any more. */
    synchronized void remove(DocumentId id) {
        Set<DocumentId> others = followed.getOrDefault(id.namespace(), Set.of());
        if (others.remove(id) && others.isEmpty()) {
            followed.remove(id.namespace());
        }
    }

    /** A document has no watches any more; whether its head may have had one of its own. */
    synchronized boolean release(DocumentId id) {
        boolean bare = isBare(id);
        own.remove(id);
        return !bare;
    }

    /** Nothing is followed any more: what to leave. */
    synchronized List<String> clear() {
        List<String> paths = covered.stream().map(Paths::heads).toList();
        followed.clear();
        covered.clear();
        sparse.clear();
        own.clear();
        return paths;
    }

    /** Whether a document is covered, and has no watch of its own. */
    synchronized boolean isBare(DocumentId id) {
        return covered.contains(id.namespace()) && !own.contains(id);
    }

    /** Whether a namespace is covered. */
    synchronized boolean covers(String namespace) {
        return covered.contains(namespace);
    }

    /** A session is connected: what is to be covered in it. */
    synchronized Set<String> connected(Handle handle) {
        if (handle != session) {
            session = handle;
            own.clear();
        }
        sparse.clear();
        if (arming.refused()) {
            covered.clear();
        }
        followed.keySet().forEach(this::grown);
        return Set.copyOf(covered);
    }

    /** Covers a namespace, unless too little of it is followed. */
    void cover(Handle handle, String namespace) {
        arming.set(handle, Paths.heads(namespace), AddWatchMode.PERSISTENT_RECURSIVE, null);
        count(handle, namespace);
    }

    /** Regular: sets covers that could not be set, and lets go of those that do not pay any more. */
    void check(Handle handle) {
        Set<String> now;
        synchronized (this) {
            now = Set.copyOf(covered);
        }
        now.forEach(namespace -> {
            arming.again(handle, Paths.heads(namespace), AddWatchMode.PERSISTENT_RECURSIVE, null);
            count(handle, namespace);
        });
    }

    private void count(Handle handle, String namespace) {
        Answers.on(handle.count(Paths.heads(namespace)), (documents, failure) -> {
            if (failure == null) {
                counted(handle, namespace, documents);
            }
        });
    }

    /** The watches that take over are sent before the cover goes, so that no change falls in between. */
    private void counted(Handle handle, String namespace, int documents) {
        Set<DocumentId> few;
        synchronized (this) {
            few = Set.copyOf(followed.getOrDefault(namespace, Set.of()));
            if ((long) few.size() * MOST_TIMES >= documents || !covered.remove(namespace)) {
                return;
            }
            sparse.add(namespace);
        }
        few.stream().filter(this::isFollowed).forEach(id -> watch(handle, id));
        if (!whole.test(namespace)) {
            arming.disarm(handle, Paths.heads(namespace));
        }
    }

    private synchronized boolean isFollowed(DocumentId id) {
        return followed.getOrDefault(id.namespace(), Set.of()).contains(id);
    }

    /** Sets the watch on a head, unless it is covered. */
    void watch(Handle handle, DocumentId id) {
        synchronized (this) {
            if (isBare(id)) {
                return;
            }
            own.add(id);
        }
        arming.set(handle, Paths.head(id), AddWatchMode.PERSISTENT, id);
    }

    /** Sets the watch on a head, and what covers it, after a change that neither announced. */
    void rearm(Handle handle, DocumentId id) {
        synchronized (this) {
            own.add(id);
        }
        arming.set(handle, Paths.head(id), AddWatchMode.PERSISTENT, id);
        if (covers(id.namespace())) {
            arming.set(handle, Paths.heads(id.namespace()), AddWatchMode.PERSISTENT_RECURSIVE, id);
        }
    }

    /** Removes the watch on a head, if it has one of its own. */
    void leave(Handle handle, DocumentId id) {
        synchronized (this) {
            if (isBare(id)) {
                return;
            }
            own.remove(id);
        }
        arming.disarm(handle, Paths.head(id));
    }
}
