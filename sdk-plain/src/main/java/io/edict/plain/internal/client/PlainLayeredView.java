package io.edict.plain.internal.client;

import io.edict.ClientEvent;
import io.edict.ConfigListener;
import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.KeyChange;
import io.edict.Layer;
import io.edict.LayeredChange;
import io.edict.LayeredSnapshot;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.ListenerOptions;
import io.edict.Shadowed;
import io.edict.Snapshot;
import io.edict.Subscription;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.DocumentRefusedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.bind.Origins;
import io.edict.plain.internal.content.KeyDiff;
import io.edict.plain.internal.content.Parsed;
import io.edict.plain.internal.dispatch.Changes;
import io.edict.plain.internal.dispatch.LayeredDiff;
import io.edict.plain.internal.dispatch.ListenerQueue;
import io.edict.plain.internal.dispatch.Outcome;
import io.edict.plain.internal.dispatch.Stamped;
import io.edict.plain.internal.layers.Merge;
import io.edict.plain.internal.layers.Part;
import io.edict.plain.internal.layers.Shadowing;
import io.edict.plain.internal.live.BaseView;
import io.edict.plain.internal.live.Prepared;
import io.edict.plain.internal.live.ViewState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A layered view: merges the newest states of its documents with its local layers. */
final class PlainLayeredView extends BaseView<LayeredSnapshot, LayeredChange> implements LayeredView {
    private static final LayeredDiff DIFF = new LayeredDiff() {
        @Override
        public List<KeyChange> keys(@Nullable LayeredSnapshot before, LayeredSnapshot after) {
            return KeyDiff.between(before, after);
        }

        @Override
        public List<Shadowed> shadowed(@Nullable LayeredSnapshot before, LayeredSnapshot after) {
            return before == null
                    ? List.of()
                    : Shadowing.between(RecordedLayers.merged(before), RecordedLayers.merged(after));
        }
    };

    private final Layers layers;
    private final Shared shared;
    private final Function<DocumentId, @Nullable DocumentView> followed;
    private final LocalParts local;
    private final Set<DocumentId> documents = new LinkedHashSet<>();
    private final Set<DocumentId> required = new LinkedHashSet<>();
    private final List<ListenerQueue<Stamped<LayeredSnapshot>, LayeredChange>> queues = new CopyOnWriteArrayList<>();

    /** Why the newest merged version is not in force, or null. */
    private volatile @Nullable String refusal;

    PlainLayeredView(
            Layers layers, Shared shared, Function<DocumentId, @Nullable DocumentView> followed, LocalParts local) {
        super(shared.voice().views());
        this.layers = layers;
        this.shared = shared;
        this.followed = followed;
        this.local = local;
        expect(shared.work().judge().expected(layers));
        for (Layer layer : layers.layers()) {
            if (layer instanceof Layer.OfDocument document) {
                documents.add(document.id());
                if (!document.optional()) {
                    required.add(document.id());
                }
            }
        }
    }

    @Override
    public Layers layers() {
        return layers;
    }

    @Override
    public String subject() {
        return layers.toString();
    }

    /** The documents that take part. */
    Set<DocumentId> documents() {
        return documents;
    }

    /** The documents without which there is no version. */
    Set<DocumentId> required() {
        return required;
    }

    LocalParts local() {
        return local;
    }

    /** Whether each required document has a version, in force or among these. */
    boolean couldMerge(Set<DocumentId> coming) {
        return required.stream().allMatch(id -> coming.contains(id) || state(id) != null);
    }

    /**
     * Merges the newest states. Any thread.
     *
     * @param next the states of documents that are not in force yet
     * @return the merged version, or null if a required document has none
     * @throws EdictException if they do not go together
     */
    @Nullable
    LayeredSnapshot merged(Map<DocumentId, ViewState<Snapshot>> next) {
        List<Part> parts = new ArrayList<>();
        for (Layer layer : layers.layers()) {
            Part part = layer instanceof Layer.OfDocument document ? part(document, next) : local.part(layer);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return shared.work().judge().usage().recorded(layers.alone() ? Merge.ofEachAlone(parts) : Merge.of(parts));
    }

    private @Nullable Part part(Layer.OfDocument layer, Map<DocumentId, ViewState<Snapshot>> next) {
        ViewState<Snapshot> coming = next.get(layer.id());
        ViewState<Snapshot> state = coming == null ? state(layer.id()) : coming;
        Snapshot snapshot = state == null ? null : state.snapshot();
        Parsed parsed = state == null ? null : state.parsed();
        if (snapshot == null || parsed == null) {
            return layer.optional() ? Part.absent(layer) : null;
        }
        return Part.document(layer, snapshot, parsed);
    }

    /** The state of a document, if it has a version in force. */
    @Nullable
    ViewState<Snapshot> state(DocumentId id) {
        DocumentView view = followed.apply(id);
        ViewState<Snapshot> state = view == null ? null : view.state();
        return state == null || state.snapshot() == null ? null : state;
    }

    /**
     * Makes the first version on the caller's thread, of documents that are in force already. If one is missing, the
     * version comes with that.
     */
    void mergeFirst() {
        while (current() == null) {
            ViewState<LayeredSnapshot> base = state();
            Map<DocumentId, ViewState<Snapshot>> states = now();
            Set<BaseView<?, ?>> dependsOn = new HashSet<>(Set.of(this));
            states.values().forEach(state -> dependsOn.add(state.owner()));
            LayeredSnapshot merged = merged(states);
            if (merged == null) {
                return;
            }
            Prepared<LayeredSnapshot> first = prepare(base, merged, null);
            judge(merged);
            if (begin(dependsOn, first, () -> states.equals(now()))) {
                committed();
            }
        }
    }

    /** The states of all documents, those without a version included. */
    private Map<DocumentId, ViewState<Snapshot>> now() {
        Map<DocumentId, ViewState<Snapshot>> now = new HashMap<>();
        for (DocumentId id : documents) {
            DocumentView view = followed.apply(id);
            if (view != null) {
                now.put(id, view.state());
            }
        }
        return now;
    }

    private void judge(LayeredSnapshot merged) {
        if (layers.gates().isEmpty()) {
            return;
        }
        CompletableFuture<Outcome<Optional<String>>> asked = new CompletableFuture<>();
        shared.work()
                .userCode()
                .<Optional<String>>run(
                        "gates of " + subject(),
                        shared.work().patience().gate(),
                        () -> Optional.ofNullable(ask(merged)),
                        asked::complete);
        String reason = reason(answer(asked));
        if (reason != null) {
            throw new DocumentRefusedException(
                    "The layers " + subject() + " are refused as they are now: " + reason, null, null);
        }
    }

    private @Nullable String ask(LayeredSnapshot merged) {
        for (Gate<LayeredSnapshot> gate : layers.gates()) {
            String reason = Judge.ask(gate, merged, null);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private static @Nullable String reason(Outcome<Optional<String>> outcome) {
        if (outcome instanceof Outcome.Done<Optional<String>> done) {
            return done.value().orElse(null);
        }
        return outcome instanceof Outcome.TimedOut<Optional<String>> late
                ? "a gate " + late.reason()
                : "a gate threw "
                        + ((Outcome.Threw<Optional<String>>) outcome)
                                .error()
                                .getClass()
                                .getName();
    }

    /** Waits for what comes within the gate timeout; but after the client is closed nothing comes. */
    private Outcome<Optional<String>> answer(CompletableFuture<Outcome<Optional<String>>> asked) {
        while (true) {
            try {
                return asked.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                context().queues().checkOpen();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreUnreachableException("Interrupted while " + subject() + " were judged", null, e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("Answers do not fail", e);
            }
        }
    }

    /** The newest merged version was refused. */
    void refused(String reason) {
        refusal = reason;
    }

    @Override
    protected List<VersionInfo> versions(LayeredSnapshot snapshot) {
        return snapshot.documents().stream().map(Snapshot::info).toList();
    }

    @Override
    protected Origins origins(LayeredSnapshot snapshot) {
        Map<DocumentId, Version> versions =
                snapshot.documents().stream().collect(Collectors.toMap(Snapshot::id, Snapshot::version));
        return Origins.of(versions);
    }

    @Override
    protected void bound(LayeredSnapshot snapshot, Set<String> paths) {
        documents.forEach(id -> shared.work().judge().usage().read(id, paths));
    }

    @Override
    public Subscription subscribe(ListenerOptions options, ConfigListener<? super LayeredChange> listener) {
        Changes<Stamped<LayeredSnapshot>, LayeredChange> changes = Changes.ofLayers(subject(), DIFF, options);
        Stamped<LayeredSnapshot> now = stamped();
        List<Stamped<LayeredSnapshot>> seen = now == null || options.initialCall() ? List.of() : List.of(now);
        ListenerQueue<Stamped<LayeredSnapshot>, LayeredChange> queue =
                shared.voice().listeners().open(listener, options, changes, seen);
        queues.add(queue);
        closeIfClosed(queues);
        offerCurrent(queue);
        return () -> {
            queues.remove(queue);
            shared.voice().listeners().close(queue);
        };
    }

    /** The version in force with the number of a commit that it is at least as new as, so read in this order. */
    private @Nullable Stamped<LayeredSnapshot> stamped() {
        long sequence = context().board().sequence();
        LayeredSnapshot now = current();
        return now == null ? null : new Stamped<>(sequence, now);
    }

    private void offerCurrent(ListenerQueue<Stamped<LayeredSnapshot>, LayeredChange> queue) {
        Stamped<LayeredSnapshot> now = stamped();
        if (now != null) {
            queue.offer(now);
        }
    }

    @Override
    protected void tellListeners(long sequence) {
        queues.forEach(this::offerCurrent);
    }

    /** On the sync loop: a merged version came into force, in place of another. */
    void inForce(@Nullable LayeredSnapshot before, LayeredSnapshot after) {
        refusal = null;
        local.accepted();
        committed();
        List<Shadowed> shadowed = DIFF.shadowed(before, after);
        if (!shadowed.isEmpty()) {
            shared.voice().events().publish(new ClientEvent.ChangeShadowed(subject(), shadowed));
        }
    }

    @Override
    public void close() {
        super.close();
        closeIfClosed(queues);
    }

    @Override
    protected EdictException noSnapshot() {
        for (DocumentId id : required) {
            DocumentView view = followed.apply(id);
            if (view != null && view.current() == null) {
                return view.noSnapshot();
            }
        }
        String reason = refusal;
        if (reason != null) {
            return new DocumentRefusedException("No version was accepted so far, " + reason, null, null);
        }
        return new StoreUnreachableException(
                "The layers " + subject() + " have not been merged yet; await their first version", null, null);
    }

    @Override
    protected String knownNow() {
        String reason = refusal;
        String parts = documents.stream()
                .map(followed)
                .filter(view -> view != null)
                .map(view -> view.id() + ": " + view.knownNow())
                .collect(Collectors.joining("; "));
        return parts + (reason == null ? "" : "; refused " + reason);
    }
}
