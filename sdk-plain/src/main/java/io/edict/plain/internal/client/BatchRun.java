package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.LayeredSnapshot;
import io.edict.Snapshot;
import io.edict.Values;
import io.edict.error.EdictException;
import io.edict.plain.internal.dispatch.CodeName;
import io.edict.plain.internal.dispatch.Outcome;
import io.edict.plain.internal.live.Prepared;
import io.edict.plain.internal.live.ViewState;
import io.edict.plain.internal.sync.Batch;
import io.edict.plain.internal.sync.Batch.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one batch from being judged to being sealed: parse every version; make snapshots, layers and live values and ask
 * the gates; seal; write the local copies. Parsing and copies are done on the worker. Where application code takes part,
 * the middle is done by {@code UserCode}, in bounded time; else on the worker too.
 *
 * <p>When something changed under it (somebody made another live value, another batch moved on a view), it is prepared
 * again. One thread works on it at a time; fields are handed on by the executors.
 */
final class BatchRun {
    private static final Logger log = LoggerFactory.getLogger(BatchRun.class);

    /** More often than this nobody adds live values just while versions are judged, unless it is the judging that does. */
    private static final int MOST_OUTDATED = 100;

    private final Batch batch;
    private final List<Entry> entries;
    private final Shared shared;
    private final LayeredViews layered;
    private final Consumer<Verdict> then;
    private final Map<DocumentId, Judge.Read> read = new LinkedHashMap<>();
    private List<Prepared<?>> sealed = List.of();
    private int outdated;

    /** What application code is running, and because of which documents; read when it does not return. */
    private volatile Doing doing = new Doing("application code", Set.of());

    private record Doing(String what, Set<DocumentId> because) {}

    /** What the views show when judging begins; what is added to them later does not count. */
    private record Bases(
            Map<DocumentId, ViewState<Snapshot>> documents, Map<PlainLayeredView, ViewState<LayeredSnapshot>> views) {
        boolean areBound() {
            return Stream.concat(documents.values().stream(), views.values().stream())
                    .anyMatch(state -> state.liveValues() > 0 || state.owner().expectsLiveValues());
        }
    }

    /**
     * A run that has not begun.
     *
     * @param then told on the sync thread what came of it; what was accepted is sealed, and on disk
     */
    BatchRun(Batch batch, List<Entry> entries, Shared shared, LayeredViews layered, Consumer<Verdict> then) {
        this.batch = batch;
        this.entries = entries;
        this.shared = shared;
        this.layered = layered;
        this.then = then;
    }

    void start() {
        onWorker(() -> {
            if (entries.stream()
                    .noneMatch(entry ->
                            shared.work().judge().mayBlock(entry.candidate().version()))) {
                allRead(readAll());
                return;
            }
            doing = new Doing("reading encrypted values", Set.of());
            inBoundedTime("key provider for " + batch, this::readAll, this::allRead);
        });
    }

    private void allRead(Map<DocumentId, String> flaws) {
        if (flaws.isEmpty()) {
            prepare();
        } else {
            end(new Verdict.Refused(flaws));
        }
    }

    /** Runs application code, and then goes on, on the worker. */
    private <T> void inBoundedTime(String what, Callable<T> body, Consumer<T> next) {
        shared.work().userCode().<T>run(what, shared.work().patience().gate(), body, outcome -> {
            if (outcome instanceof Outcome.Done<T> done) {
                onWorker(() -> next.accept(done.value()));
            } else if (!shared.work().userCode().isClosed()) {
                then.accept(failed(outcome));
            } // else the client is closed: the version is not at fault, and nobody waits for it
        });
    }

    /** Every batch comes to an end, also where Edict is at fault: what waits for it would wait for ever. */
    private void onWorker(Runnable step) {
        shared.loop().worker().execute(() -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                log.error("Judging {} failed in a way that Edict does not know", batch, e);
                unseal();
                end(Verdict.Refused.all(
                        ids(), "judging it failed: " + e.getClass().getName()));
            }
        });
    }

    /** The documents that it is about; never none, since a refusal has a culprit. */
    private Set<DocumentId> ids() {
        return batch.candidates().isEmpty()
                ? views().stream().flatMap(view -> view.documents().stream()).collect(Collectors.toSet())
                : batch.candidates().stream().map(Candidate::id).collect(Collectors.toSet());
    }

    private void end(Verdict verdict) {
        shared.loop().post(() -> then.accept(verdict));
    }

    private Map<DocumentId, String> readAll() {
        Map<DocumentId, String> flaws = new LinkedHashMap<>();
        for (Entry entry : entries) {
            DocumentId id = entry.candidate().id();
            try {
                read.put(
                        id,
                        shared.work()
                                .judge()
                                .read(
                                        entry.candidate().version(),
                                        entry.sync().source(entry.candidate()),
                                        layered.combines(id)));
            } catch (EdictException e) {
                flaws.put(id, e.getMessage());
            }
        }
        return flaws;
    }

    private void prepare() {
        Bases bases = bases();
        if (!bases.areBound() && !hasGates(bases)) {
            judged(prepared(bases));
            return;
        }
        inBoundedTime(describe(), () -> prepared(bases), this::judged);
    }

    private String describe() {
        return entries.isEmpty() ? "gates of " + batch.views() : "gates of " + read.keySet();
    }

    private Set<PlainLayeredView> views() {
        Set<PlainLayeredView> views = new LinkedHashSet<>();
        entries.forEach(entry -> views.addAll(layered.of(entry.candidate().id())));
        batch.views().forEach(view -> views.add((PlainLayeredView) view));
        return views;
    }

    private Bases bases() {
        Map<DocumentId, ViewState<Snapshot>> documents = new HashMap<>();
        entries.forEach(entry ->
                documents.put(entry.candidate().id(), entry.sync().view().state()));
        Map<PlainLayeredView, ViewState<LayeredSnapshot>> views = new LinkedHashMap<>();
        views().forEach(view -> views.put(view, view.state()));
        return new Bases(documents, views);
    }

    private boolean hasGates(Bases bases) {
        return bases.views().keySet().stream()
                        .anyMatch(view -> !view.layers().gates().isEmpty())
                || bases.documents().keySet().stream()
                        .anyMatch(id -> !shared.work().judge().gates(id).isEmpty());
    }

    private Verdict failed(Outcome<?> outcome) {
        Doing last = doing;
        if (outcome instanceof Outcome.TimedOut<?> late) {
            return Verdict.Refused.all(culprits(last), last.what() + " " + late.reason());
        }
        Throwable error = ((Outcome.Threw<?>) outcome).error();
        return Verdict.Refused.all(
                culprits(last), last.what() + " threw " + error.getClass().getName());
    }

    private Set<DocumentId> culprits(Doing last) {
        return last.because().isEmpty() ? ids() : last.because();
    }

    /** Makes the next states and asks the gates; application code. */
    private Verdict prepared(Bases bases) {
        List<Prepared<?>> prepared = new ArrayList<>();
        Map<DocumentId, ViewState<Snapshot>> next = new HashMap<>();
        Map<DocumentId, String> reasons = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Prepared<Snapshot> one = document(entry, bases, reasons);
            if (one != null) {
                prepared.add(one);
                next.put(entry.candidate().id(), one.next());
            }
        }
        if (!reasons.isEmpty()) {
            return new Verdict.Refused(reasons);
        }
        for (PlainLayeredView view : bases.views().keySet()) {
            Prepared<LayeredSnapshot> one = layers(view, bases, next, reasons);
            if (one != null) {
                prepared.add(one);
            }
        }
        return reasons.isEmpty() ? new Verdict.Accepted(prepared) : new Verdict.Refused(reasons);
    }

    private @Nullable Prepared<Snapshot> document(Entry entry, Bases bases, Map<DocumentId, String> reasons) {
        DocumentId id = entry.candidate().id();
        Judge.Read version = read.get(id);
        DocumentView view = entry.sync().view();
        ViewState<Snapshot> base = bases.documents().get(id);
        if (version == null || base == null) {
            return null;
        }
        try {
            doing = new Doing("binding live values of " + id, Set.of(id));
            Prepared<Snapshot> next = view.prepare(base, version.snapshot(), version.parsed());
            String reason = ask(shared.work().judge().gates(id), version.snapshot(), base.snapshot(), Set.of(id));
            if (reason == null) {
                return next;
            }
            reasons.put(id, reason);
        } catch (EdictException e) {
            reasons.put(id, e.getMessage());
        }
        return null;
    }

    private @Nullable Prepared<LayeredSnapshot> layers(
            PlainLayeredView view,
            Bases bases,
            Map<DocumentId, ViewState<Snapshot>> next,
            Map<DocumentId, String> reasons) {
        Set<DocumentId> because = new LinkedHashSet<>(next.keySet());
        because.retainAll(view.documents());
        ViewState<LayeredSnapshot> base = bases.views().getOrDefault(view, view.state());
        String reason;
        try {
            doing = new Doing("binding live values of " + view.subject(), because);
            LayeredSnapshot merged = view.merged(next);
            if (merged == null) {
                return null;
            }
            Prepared<LayeredSnapshot> prepared = view.prepare(base, merged, null);
            reason = ask(view.layers().gates(), merged, base.snapshot(), because);
            if (reason == null) {
                return prepared;
            }
        } catch (EdictException e) {
            reason = e.getMessage();
        }
        if (view.isClosed()) {
            return null; // it did not come about, so it refuses nothing
        }
        String whole = "as a part of " + view.subject() + ": " + reason;
        view.refused(whole);
        because.forEach(id -> reasons.putIfAbsent(id, whole));
        if (because.isEmpty()) {
            reasons.put(view.documents().iterator().next(), whole);
        }
        return null;
    }

    private <S extends Values> @Nullable String ask(
            List<Gate<S>> gates, S candidate, @Nullable S current, Set<DocumentId> because) {
        for (Gate<S> gate : gates) {
            doing = new Doing("the gate " + CodeName.of(gate), because);
            String reason = Judge.ask(gate, candidate, current);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    /** On the worker. What is accepted is sealed and then written to disk, so that no restart goes back behind it. */
    private void judged(Verdict verdict) {
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            end(verdict);
        } else if (seal(accepted)) {
            entries.forEach(entry -> entry.sync().save(entry.candidate()));
            end(verdict);
        } else if (outdated > MOST_OUTDATED) {
            end(Verdict.Refused.all(
                    ids(),
                    "live values were added each time that it was judged; make them once and keep them, not in gates"
                            + " or functions"));
        } else {
            // By way of the sync thread, where another batch may be about to come into force.
            shared.loop().post(() -> onWorker(this::prepare));
        }
    }

    private boolean seal(Verdict.Accepted accepted) {
        if (!shared.voice().views().board().seal(accepted.prepared())) {
            boolean added = accepted.prepared().stream()
                    .anyMatch(
                            one -> one.view().state().liveValues() > one.base().liveValues());
            outdated += added ? 1 : 0;
            return false;
        }
        sealed = accepted.prepared();
        if (covers(accepted)) {
            return true;
        }
        unseal();
        return false;
    }

    private void unseal() {
        shared.voice().views().board().unseal(sealed);
        sealed = List.of();
    }

    /** Whether no layered view was added meanwhile. */
    private boolean covers(Verdict.Accepted accepted) {
        for (PlainLayeredView view : views()) {
            boolean there = accepted.prepared().stream().anyMatch(one -> one.view() == view);
            if (!there && view.couldMerge(read.keySet())) {
                return false;
            }
        }
        return true;
    }
}
