package io.edict.plain.internal.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.edict.Binding;
import io.edict.DocumentId;
import io.edict.OnDemand;
import io.edict.OnDemandStatus;
import io.edict.Snapshot;
import io.edict.error.DocumentAbsentException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Documents read on demand: followed as long as they are kept, by Caffeine's judgement of who will be asked for again.
 *
 * <p>Whoever asks first for a document makes its entry, which only begins to follow it; all who ask wait outside of the
 * cache until the store has answered. A document that does not exist is kept like any other, for a shorter time: being
 * followed, it comes up as soon as it is created. An entry that goes is no longer followed, and its watch is removed from
 * the server. Who waits for an entry just then asks anew.
 *
 * <p>There are two bounds, the number of documents and the size of their texts, and the cache knows one: an entry weighs
 * the greater of its shares in the two. So neither is exceeded.
 *
 * <p>Any thread. Entries are made, removed and resized under the cache's locks, where nothing blocks.
 */
final class DocumentCache {
    private static final long LOADING = -1;
    private static final long FULL = Integer.MAX_VALUE;

    private final Documents documents;
    private final OnDemand settings;
    private final Duration timeout;
    private final Cache<DocumentId, Kept> cache;
    private final LongAdder hits = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder absences = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    /**
     * A document that is kept, and so the holder of that document.
     *
     * @param view what is known of it
     * @param hold who holds it
     * @param bytes the size of its text, 0 if there is none, or {@link #LOADING}
     */
    private record Kept(DocumentView view, Hold hold, long bytes) {}

    /** Holds a document for one entry. */
    static final class Hold {}

    DocumentCache(Documents documents, OnDemand settings, Duration timeout) {
        this.documents = documents;
        this.settings = settings;
        this.timeout = timeout;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(FULL)
                .weigher((DocumentId id, Kept kept) -> weight(kept))
                .expireAfter(new Idle(settings.idle()))
                .executor(Runnable::run)
                .removalListener(this::removed)
                .build();
    }

    /** What is being loaded weighs nothing, because Caffeine would else let go of it before it has come. */
    private int weight(Kept kept) {
        if (kept.bytes() == LOADING) {
            return 0;
        }
        long byCount = FULL / settings.maxDocuments();
        double byBytes = (double) kept.bytes() / settings.maxBytes() * FULL;
        return (int) Math.min(FULL, Math.max(byCount, (long) Math.ceil(byBytes)));
    }

    /** How long an entry stays that nobody asks for. One without a version is not prolonged by being asked for. */
    private record Idle(Duration time) implements Expiry<DocumentId, Kept> {
        @Override
        public long expireAfterCreate(DocumentId id, Kept kept, long now) {
            return time.toNanos();
        }

        @Override
        public long expireAfterUpdate(DocumentId id, Kept kept, long now, long left) {
            return left;
        }

        @Override
        public long expireAfterRead(DocumentId id, Kept kept, long now, long left) {
            return kept.view().current() == null ? left : time.toNanos();
        }
    }

    /** The version in force; waits for it if the document is not here yet. */
    Snapshot get(DocumentId id) {
        return present(id).snapshot();
    }

    /** A value bound to the version in force; made once for each version. */
    <T> T get(DocumentId id, Binding<T> binding) {
        return present(id).live(binding).get();
    }

    private DocumentView present(DocumentId id) {
        Deadline deadline = Deadline.after(timeout);
        while (true) {
            AtomicBoolean made = new AtomicBoolean();
            DocumentView view = cache.get(id, key -> {
                        made.set(true);
                        return keep(key);
                    })
                    .view();
            boolean awaited = !isHere(view);
            if (awaited) {
                await(id, view, deadline);
            }
            if (view.current() != null && (awaited || !view.isEnded())) {
                (made.get() ? loads : hits).increment();
                return view;
            }
            if (!view.isEnded()) {
                throw missing(id, view);
            }
        }
    }

    /** Whether the store has said what is current; where it cannot be asked, a local copy serves. */
    private static boolean isHere(DocumentView view) {
        return view.settled().isDone()
                || (view.current() != null && !view.knowledge().connected());
    }

    private Kept keep(DocumentId id) {
        Hold hold = new Hold();
        return new Kept(documents.follow(id, hold), hold, LOADING);
    }

    private void await(DocumentId id, DocumentView view, Deadline deadline) {
        try {
            view.settled().get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (view.current() == null) {
                failures.increment();
                weigh(id, 0);
                throw view.noSnapshot();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnreachableException("Interrupted while waiting for " + id, id, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Settling does not fail", e);
        }
    }

    /** Why there is no version; a document that does not exist is remembered for a shorter time. */
    private EdictException missing(DocumentId id, DocumentView view) {
        EdictException reason = view.noSnapshot();
        weigh(id, 0);
        if (!(reason instanceof DocumentAbsentException)) {
            failures.increment();
        } else if (settings.missesFor().isZero()) {
            cache.invalidate(id);
        }
        return reason;
    }

    /** On the sync thread: the store was asked for the first time and has no such document. */
    void absent(DocumentId id) {
        if (weigh(id, 0)) {
            absences.increment();
            cache.policy().expireVariably().ifPresent(expiry -> expiry.setExpiresAfter(id, settings.missesFor()));
        }
    }

    /** On the sync thread: a version of a document is in force, so the entry weighs something else now. */
    void resized(DocumentView view) {
        Snapshot now = view.current();
        if (now != null) {
            weigh(view.id(), now.info().size());
        }
    }

    /** Gives an entry another weight; false if there is none. */
    private boolean weigh(DocumentId id, long bytes) {
        return cache.asMap()
                        .computeIfPresent(
                                id,
                                (key, kept) -> kept.bytes() == bytes ? kept : new Kept(kept.view(), kept.hold(), bytes))
                != null;
    }

    private void removed(@Nullable DocumentId id, @Nullable Kept kept, RemovalCause cause) {
        if (id == null || kept == null || cause == RemovalCause.REPLACED) {
            return;
        }
        if (cause.wasEvicted()) {
            evictions.increment();
        }
        documents.unfollow(id, kept.hold());
    }

    OnDemandStatus status() {
        cache.cleanUp();
        return new OnDemandStatus(
                cache.estimatedSize(),
                cache.asMap().values().stream()
                        .mapToLong(kept -> Math.max(0, kept.bytes()))
                        .sum(),
                hits.sum(),
                loads.sum(),
                absences.sum(),
                failures.sum(),
                evictions.sum());
    }
}
