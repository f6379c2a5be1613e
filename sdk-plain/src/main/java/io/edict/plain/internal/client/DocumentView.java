package io.edict.plain.internal.client;

import io.edict.ConfigChange;
import io.edict.ConfigListener;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.DocumentStatus.Refusal;
import io.edict.FollowedDocument;
import io.edict.ListenerOptions;
import io.edict.Snapshot;
import io.edict.Subscription;
import io.edict.VersionInfo;
import io.edict.error.DocumentAbsentException;
import io.edict.error.DocumentRefusedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.bind.Origins;
import io.edict.plain.internal.dispatch.ListenerQueue;
import io.edict.plain.internal.live.BaseView;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** What users see of a followed document. The sync loop alone writes {@link #state}. */
final class DocumentView extends BaseView<Snapshot, ConfigChange> implements FollowedDocument {
    private final DocumentId id;
    private final Shared shared;
    private final List<ListenerQueue<Snapshot, ConfigChange>> queues = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final CompletableFuture<Void> copyDecided = new CompletableFuture<>();
    private volatile DocumentState state = DocumentState.UNKNOWN;
    private volatile boolean ended;
    private volatile boolean copyServes;

    DocumentView(DocumentId id, Shared shared) {
        super(shared.voice().views());
        this.id = id;
        this.shared = shared;
        expect(shared.work().judge().expected(id));
    }

    @Override
    public DocumentId id() {
        return id;
    }

    @Override
    public String subject() {
        return id.toString();
    }

    DocumentState knowledge() {
        return state;
    }

    @Override
    public DocumentStatus status() {
        return state.status(id, current(), shared.clocks());
    }

    @Override
    protected List<VersionInfo> versions(Snapshot snapshot) {
        return List.of(snapshot.info());
    }

    @Override
    protected Origins origins(Snapshot snapshot) {
        return Origins.of(snapshot.id(), snapshot.version());
    }

    @Override
    protected void bound(Snapshot snapshot, Set<String> paths) {
        shared.work().judge().usage().read(snapshot.id(), paths);
    }

    @Override
    public Subscription subscribe(ListenerOptions options, ConfigListener<? super ConfigChange> listener) {
        Snapshot now = current();
        List<Snapshot> seen = now == null || options.initialCall() ? List.of() : List.of(now);
        ListenerQueue<Snapshot, ConfigChange> queue = shared.voice().listeners().openDocuments(listener, options, seen);
        queues.add(queue);
        closeIfClosed(queues);
        offerCurrent(queue);
        return () -> {
            queues.remove(queue);
            shared.voice().listeners().close(queue);
        };
    }

    /** What was put in force between the look at the version in force and the registration, or is for the initial call. */
    private void offerCurrent(ListenerQueue<Snapshot, ConfigChange> queue) {
        Snapshot now = current();
        if (now != null) {
            queue.offer(now);
        }
    }

    @Override
    protected void tellListeners(long sequence) {
        queues.forEach(this::offerCurrent);
    }

    /** Completes when the store has answered for the first time, whatever it said. */
    CompletableFuture<Void> settled() {
        return settled;
    }

    /** Completes when the local copy is in force, or it is known that there is no good one. */
    CompletableFuture<Void> copyDecided() {
        return copyDecided;
    }

    void decideCopy() {
        copyDecided.complete(null);
    }

    /** On the sync loop. */
    void become(DocumentState now) {
        state = now;
    }

    /** The document is no longer followed, or the client closed; who waits for the store need not wait any longer. */
    void end() {
        ended = true;
        settle();
        decideCopy();
    }

    boolean isEnded() {
        return ended;
    }

    /** The store did not answer in time: from now on whoever reads on demand takes what came from the local copy. */
    void letCopyServe() {
        copyServes = true;
    }

    boolean copyServes() {
        return copyServes;
    }

    /** The store has answered, or will not. */
    void settle() {
        settled.complete(null);
    }

    /** The document is no longer followed. */
    @Override
    public void close() {
        super.close();
        closeIfClosed(queues);
    }

    @Override
    protected EdictException noSnapshot() {
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

    @Override
    protected String knownNow() {
        DocumentStatus now = status();
        String version = now.version() == null ? "no version is in force" : "version " + now.version() + " is in force";
        Refusal refusal = now.refusal();
        return version + ", the state is " + now.state()
                + (refusal == null ? "" : ", the newest version was refused: " + refusal.reason())
                + problem(state);
    }

    private static String problem(DocumentState state) {
        return state.problem() == null ? "" : " (" + state.problem() + ")";
    }
}
