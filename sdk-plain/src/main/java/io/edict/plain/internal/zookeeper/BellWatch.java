package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the bells of the documents that a {@link HeadWatch} follows one by one: for each a recursive watch on the directory
 * in which its next version will ring, and near that directory's end one on the next. It begins when a document has changed
 * for the first time, or at the second regular look at it, so that documents that are followed for a moment cost no more than
 * they must.
 *
 * <p>A bell and its head change in one transaction, the bell first. So an event of a head with the transaction number of a
 * bell that was heard tells nothing new. The first such event also shows that publishers ring for this document: from then on
 * its head is not watched all the time any more, or each change would wake twice. The document is then called hushed. The
 * regular look at its head leaves a watch that fires once, and what fires it without a bell, a head that was changed by
 * hand or by a program that does not ring, ends the hush.
 *
 * <p>Threads: events come on ZooKeeper's event thread, the rest on any; what came along is unpacked on the worker. What is
 * watched is guarded by this object's monitor, the innermost one.
 */
final class BellWatch implements Watcher {
    private static final Logger log = LoggerFactory.getLogger(BellWatch.class);

    private final Heads heads;
    private final Bells bells;
    private final Executor worker;
    private final boolean on;

    /** How long before the end of a directory the next one is watched, and how long after it the last one is left. */
    private final int lead = 2 + ThreadLocalRandom.current().nextInt(Bells.PAGE / 2 - 4);

    @GuardedBy("this")
    private final Map<DocumentId, Post> posts = new HashMap<>();

    /** A server that gives events no transaction number cannot tell which head event a bell covers; until the next connect. */
    private volatile boolean unfit;

    /** The watch on heads that this belongs to. Called without the monitor. */
    interface Heads {
        /** Tells whoever follows. */
        void announce(Announcement announcement);

        /** A version with this number was heard of. */
        void found(DocumentId id, long number);

        /** Bells are of no use at this server. */
        void leaveBells();
    }

    BellWatch(Heads heads, Bells bells, Executor worker, boolean on) {
        this.heads = heads;
        this.bells = bells;
        this.worker = worker;
        this.on = on;
    }

    /** Where one document is listened for. */
    private static final class Post {
        final NavigableSet<Long> pages = new TreeSet<>();
        boolean lookedAt;
        boolean listening;
        boolean hushed;
        long number;
        long rung;
    }

    /**
     * What becomes of the watches on a document's bells.
     *
     * @param added paths to watch
     * @param left paths to leave
     * @param late whether a bell may have rung before it was listened for
     */
    record Move(List<String> added, List<String> left, boolean late) {
        private static final Move NONE = new Move(List.of(), List.of(), false);
    }

    /** A version of a followed document was read, or rang. */
    synchronized Move move(DocumentId id, long number) {
        if (!on || unfit) {
            return Move.NONE;
        }
        Post post = posts.computeIfAbsent(id, fresh -> new Post());
        post.number = number;
        NavigableSet<Long> pages = post.pages;
        if (!post.listening) {
            return Move.NONE;
        }
        long next = Bells.page(number + 1);
        long last = Bells.page(number + 1 + lead);
        boolean late = !pages.isEmpty() && !pages.contains(next);
        List<String> added = new ArrayList<>();
        for (long page = next; page <= last; page++) {
            if (pages.add(page)) {
                added.add(Paths.bellPage(id, page));
            }
        }
        long first = Math.min(next, Bells.page(Math.max(0, number - lead)));
        List<String> left = new ArrayList<>();
        pages.removeIf(page -> (page < first || page > last) && left.add(Paths.bellPage(id, page)));
        return new Move(added, left, late);
    }

    /** Takes note of a regular look at a document; whether it was looked at before, so that it is followed for some time. */
    synchronized boolean stays(DocumentId id) {
        Post post = posts.get(id);
        boolean stays = post != null && post.lookedAt;
        if (post != null) {
            post.lookedAt = true;
        }
        return stays;
    }

    /** From now on a document's bells are listened for; the number it has, if that begins just now, else 0. */
    synchronized long listen(DocumentId id) {
        Post post = posts.get(id);
        if (post == null || post.listening) {
            return 0;
        }
        post.listening = true;
        return post.number;
    }

    /** A session is connected: no head is hushed, and everything in use must be watched again. */
    synchronized List<String> connected() {
        unfit = false;
        List<String> paths = new ArrayList<>();
        posts.forEach((id, post) -> {
            post.hushed = false;
            post.rung = 0;
            paths.addAll(paths(id));
        });
        return paths;
    }

    /** A document is not followed any more: what to leave. */
    synchronized List<String> leave(DocumentId id) {
        List<String> paths = paths(id);
        posts.remove(id);
        return paths;
    }

    /** Nothing is listened for any more: what to leave. */
    synchronized List<String> leaveAll() {
        List<String> paths = new ArrayList<>();
        posts.keySet().forEach(id -> paths.addAll(paths(id)));
        posts.clear();
        return paths;
    }

    /** Where a document is listened for. */
    synchronized List<String> paths(DocumentId id) {
        Post post = posts.get(id);
        return post == null
                ? List.of()
                : post.pages.stream().map(page -> Paths.bellPage(id, page)).toList();
    }

    /** Whether this listens at a path. */
    synchronized boolean holds(String path) {
        DocumentId id = Paths.bellsAt(path);
        return id != null && paths(id).contains(path);
    }

    /** Whether the event of a head came with a bell that was heard. */
    synchronized boolean covers(DocumentId id, long zxid) {
        Post post = posts.get(id);
        return post != null && zxid > 0 && post.rung == zxid;
    }

    synchronized boolean isHushed(DocumentId id) {
        Post post = posts.get(id);
        return post != null && post.hushed;
    }

    /** Hushes a document, or ends that; whether it was otherwise before. */
    synchronized boolean hush(DocumentId id, boolean now) {
        Post post = posts.get(id);
        if (post == null || post.hushed == now) {
            return false;
        }
        post.hushed = now;
        return true;
    }

    @Override
    public void process(WatchedEvent event) {
        if (event.getType() != EventType.NodeCreated) {
            return;
        }
        Paths.BellPlace place = Paths.bellAt(event.getPath());
        if (place == null) {
            return;
        }
        long zxid = event.getZxid();
        synchronized (this) {
            Post post = posts.get(place.id());
            if (post == null) {
                return;
            }
            post.rung = zxid;
        }
        if (zxid <= 0) {
            unfit = true;
            log.debug("Events have no transaction numbers here: heads are watched instead of bells");
            heads.announce(new Announcement.Changed(place.id()));
            heads.leaveBells();
            return;
        }
        ring(place, Stamp.announced(zxid));
    }

    private void ring(Paths.BellPlace place, Stamp stamp) {
        DocumentId id = place.id();
        Bells.Bell bell = Bells.parse(place.page(), place.name());
        if (bell == null) {
            CompletableFuture<Reading> foreign = CompletableFuture.completedFuture(bells.foreign(id, stamp));
            heads.announce(new Announcement.Carried(id, Announcement.Carried.NO_NUMBER, stamp, () -> foreign));
            return;
        }
        heads.announce(
                bell.packed() == null
                        ? new Announcement.Changed(id)
                        : new Announcement.Carried(
                                id,
                                bell.number(),
                                stamp,
                                () -> CompletableFuture.supplyAsync(() -> bells.open(id, bell, stamp), worker)));
        heads.found(id, bell.number());
    }
}
