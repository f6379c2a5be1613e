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
import io.edict.error.ClientClosedException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Documents read on demand: followed as long as they are kept, by Caffeine's judgement of who will be asked for again.
 *
 * <p>Whoever asks first for a document makes its entry, which only begins to follow it; all who ask wait outside of the
 * cache until the store has answered, and hold the document as long as they wait, so that they get it though the entry may
 * go meanwhile, for want of room. A document that does not exist is kept like any other, for a shorter time: being
 * followed, it comes up as soon as it is created. An entry that goes is no longer followed, and its watch is removed from
 * the server.
 *
 * <p>There are two bounds, the number of documents and the size of their texts, and the cache knows one: an entry weighs
 * the greater of its shares in the two. So neither is exceeded.
 *
 * <p>Any thread. Entries are made, removed and resized under the cache's locks, where nothing blocks.
 */
final class DocumentCache {
    private static final long FULL = Integer.MAX_VALUE;

    /** How long the store is waited for where a local copy could serve. */
    private static final Duration COPY_AFTER = Duration.ofSeconds(1);

    private final Documents documents;
    private final OnDemand settings;
    private final Duration timeout;
    private final Cache<DocumentId, Kept> cache;
    private volatile boolean closed;
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
     * @param bytes the size of its text, as far as it is known
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

    private int weight(Kept kept) {
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
        return read(id, DocumentView::snapshot);
    }

    /** A value bound to the version in force; made once for each version. */
    <T> T get(DocumentId id, Binding<T> binding) {
        return read(id, view -> view.live(binding).get());
    }

    private <T> T read(DocumentId id, Function<DocumentView, T> look) {
        Kept known = cache.getIfPresent(id);
        if (known == null) {
            return load(id, look);
        }
        DocumentView view = known.view();
        boolean answered = view.settled().isDone() || view.copyServes();
        if (!answered || view.isEnded()) {
            return load(id, look);
        }
        hits.increment();
        if (view.current() == null) {
            throw view.noSnapshot();
        }
        return look.apply(view);
    }

    private <T> T load(DocumentId id, Function<DocumentView, T> look) {
        Hold own = new Hold();
        DocumentView view = documents.follow(id, own);
        try {
            Kept unused = cache.get(id, this::keep);
            await(id, view);
            if (view.current() == null) {
                throw missing(id, view);
            }
            loads.increment();
            resized(view);
            return look.apply(view);
        } finally {
            documents.unfollow(id, own);
        }
    }

    private Kept keep(DocumentId id) {
        Hold hold = new Hold();
        return new Kept(documents.follow(id, hold), hold, 0);
    }

    /** Waits for what the store says; where it cannot be asked, a local copy serves after a while. */
    private void await(DocumentId id, DocumentView view) {
        Duration first = timeout.compareTo(COPY_AFTER) < 0 ? timeout : COPY_AFTER;
        if (settlesWithin(id, view, first)) {
            return;
        }
        boolean copyOnly = view.current() != null && !view.knowledge().connected();
        if (!copyOnly && settlesWithin(id, view, timeout.minus(first))) {
            return;
        }
        if (view.current() == null) {
            failures.increment();
            throw view.noSnapshot();
        }
        view.letCopyServe();
    }

    private boolean settlesWithin(DocumentId id, DocumentView view, Duration time) {
        try {
            if (!closed) {
                view.settled().get(time.toNanos(), TimeUnit.NANOSECONDS);
            }
            if (closed) {
                throw new ClientClosedException("The client was closed before " + id + " arrived");
            }
            return true;
        } catch (TimeoutException e) {
            return false;
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
        if (reason instanceof DocumentAbsentException) {
            absences.increment();
            absent(id);
        } else {
            failures.increment();
        }
        return reason;
    }

    /** The store was asked for the first time and has no such document; the one who waits for it may know before. */
    void absent(DocumentId id) {
        if (settings.missesFor().isZero()) {
            cache.invalidate(id);
        } else {
            cache.policy().expireVariably().ifPresent(expiry -> expiry.setExpiresAfter(id, settings.missesFor()));
        }
    }

    /** A version of a document is in force: the entry weighs something else now. */
    void resized(DocumentView view) {
        Snapshot now = view.current();
        if (now != null && cache.asMap().containsKey(view.id())) {
            long bytes = now.info().size();
            cache.asMap()
                    .computeIfPresent(
                            view.id(),
                            (id, kept) -> kept.bytes() == bytes ? kept : new Kept(kept.view(), kept.hold(), bytes));
        }
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

    /** Who waits is told that the client is closed. */
    void close() {
        closed = true;
        documents.endWaiting();
    }

    OnDemandStatus status() {
        cache.cleanUp();
        return new OnDemandStatus(
                cache.estimatedSize(),
                cache.asMap().values().stream().mapToLong(Kept::bytes).sum(),
                hits.sum(),
                loads.sum(),
                absences.sum(),
                failures.sum(),
                evictions.sum());
    }
}
