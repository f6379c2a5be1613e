package io.edict.plain.internal.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.Binding;
import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.DocumentStatus.Refusal;
import io.edict.FollowedDocument;
import io.edict.ListenerOptions;
import io.edict.Live;
import io.edict.Pin;
import io.edict.Snapshot;
import io.edict.Subscription;
import io.edict.error.AwaitTimeoutException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.DocumentRefusedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.dispatch.ListenerQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What users see of a followed document. The sync thread alone writes {@link #current} and {@link #state}; a reader costs
 * one volatile read. Listeners are offered a version after it is readable.
 */
final class DocumentView implements FollowedDocument {
    private final DocumentId id;
    private final Shared shared;
    private final List<ListenerQueue<Snapshot, ConfigChange>> queues = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final Object changes = new Object();

    private volatile @Nullable Snapshot current;
    private volatile DocumentState state = DocumentState.UNKNOWN;

    @GuardedBy("changes")
    private long applied;

    DocumentView(DocumentId id, Shared shared) {
        this.id = id;
        this.shared = shared;
    }

    @Override
    public DocumentId id() {
        return id;
    }

    @Override
    public Snapshot snapshot() {
        Snapshot now = current;
        if (now == null) {
            throw noSnapshot();
        }
        return now;
    }

    @Override
    public Optional<Snapshot> find() {
        return Optional.ofNullable(current);
    }

    @Nullable
    Snapshot current() {
        return current;
    }

    DocumentState state() {
        return state;
    }

    @Override
    public DocumentStatus status() {
        return state.status(id, current, shared.clocks());
    }

    @Override
    public Subscription subscribe(ListenerOptions options, ConfigListener<? super ConfigChange> listener) {
        Snapshot now = current;
        List<Snapshot> seen = now == null || options.initialCall() ? List.of() : List.of(now);
        ListenerQueue<Snapshot, ConfigChange> queue = shared.voice().listeners().openDocuments(listener, options, seen);
        queues.add(queue);
        shared.loop().post(() -> offerCurrent(queue));
        return () -> {
            queues.remove(queue);
            shared.voice().listeners().close(queue);
        };
    }

    /** What was put in force between the look at the version in force and the registration. */
    private void offerCurrent(ListenerQueue<Snapshot, ConfigChange> queue) {
        Snapshot now = current;
        if (now != null) {
            queue.offer(now);
        }
    }

    @Override
    public Snapshot await(Predicate<? super Snapshot> condition, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            long before = applied();
            Snapshot now = current;
            if (now != null && condition.test(now)) {
                return now;
            }
            long left = end - System.nanoTime();
            if (left <= 0 || !pause(before, left)) {
                throw notInTime(timeout);
            }
        }
    }

    private long applied() {
        synchronized (changes) {
            return applied;
        }
    }

    /** Waits for the next version; false if interrupted. */
    private boolean pause(long before, long nanos) {
        try {
            synchronized (changes) {
                if (applied == before) {
                    TimeUnit.NANOSECONDS.timedWait(changes, nanos);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public <T> Live<T> live(Binding<T> binding) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pin pin() {
        throw new UnsupportedOperationException();
    }

    /** Completes when the store has answered for the first time, whatever it said. */
    CompletableFuture<Void> settled() {
        return settled;
    }

    /** On the sync thread: puts a version in force. */
    void apply(Snapshot snapshot) {
        current = snapshot;
        synchronized (changes) {
            applied++;
            changes.notifyAll();
        }
        queues.forEach(queue -> queue.offer(snapshot));
    }

    /** On the sync thread. */
    void become(DocumentState now) {
        state = now;
    }

    /** On the sync thread. */
    void settle() {
        settled.complete(null);
    }

    /** The document is no longer followed. */
    void close() {
        queues.forEach(shared.voice().listeners()::close);
        queues.clear();
    }

    /** Why there is no version in force. */
    EdictException noSnapshot() {
        DocumentState now = state;
        Refusal refusal = now.refusal();
        if (refusal != null) {
            return new DocumentRefusedException(
                    "No version of " + id + " was accepted so far. The newest was refused: " + refusal.reason(),
                    id,
                    refusal.version());
        }
        if (now.absent()) {
            return new DocumentAbsentException(
                    "There is no document " + id + " in the store at "
                            + shared.store().servers() + "; publish it, or check the id",
                    id,
                    null);
        }
        return new StoreUnreachableException(
                "Nothing is known of " + id + " yet: the store at "
                        + shared.store().servers() + " has not answered" + problem(now),
                id,
                null);
    }

    private AwaitTimeoutException notInTime(Duration timeout) {
        DocumentStatus now = status();
        String version = now.version() == null ? "no version is in force" : "version " + now.version() + " is in force";
        Refusal refusal = now.refusal();
        return new AwaitTimeoutException(
                "What was awaited of " + id + " did not come about within " + timeout.toMillis() + " ms; " + version
                        + ", the state is " + now.state()
                        + (refusal == null ? "" : ", the newest version was refused: " + refusal.reason())
                        + problem(state),
                id,
                now.version());
    }

    private static String problem(DocumentState state) {
        return state.problem() == null ? "" : " (" + state.problem() + ")";
    }
}
