package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.LayeredSnapshot;
import io.edict.Snapshot;
import io.edict.Values;
import io.edict.error.EdictException;
import io.edict.plain.internal.dispatch.Outcome;
import io.edict.plain.internal.live.Board;
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
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

    private final Batch batch;
    private final List<Entry> entries;
    private final Shared shared;
    private final LayeredViews layered;
    private final Consumer<Verdict> then;
    private final Map<DocumentId, Judge.Read> read = new LinkedHashMap<>();

    /** What application code is running, and because of which documents; read when it does not return. */
    private volatile Doing doing = new Doing("application code", Set.of());

    private record Doing(String what, Set<DocumentId> because) {}

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
            Map<DocumentId, String> flaws = readAll();
            if (flaws.isEmpty()) {
                prepare();
            } else {
                end(new Verdict.Refused(flaws));
            }
        });
    }

    /** Every batch comes to an end, also where Edict is at fault: what waits for it would wait for ever. */
    private void onWorker(Runnable step) {
        shared.loop().worker().execute(() -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                log.error("Judging {} failed in a way that Edict does not know", batch, e);
                end(Verdict.Refused.all(
                        ids(), "judging it failed: " + e.getClass().getName()));
            }
        });
    }

    private Set<DocumentId> ids() {
        return batch.candidates().stream().map(Candidate::id).collect(Collectors.toSet());
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
                                        layered.has(id)));
            } catch (EdictException e) {
                flaws.put(id, e.getMessage());
            }
        }
        return flaws;
    }

    private void prepare() {
        Set<PlainLayeredView> views = views();
        if (!runsUserCode(views)) {
            judged(prepared(views));
            return;
        }
        shared.work().userCode().run(describe(), shared.work().patience().gate(), () -> prepared(views), outcome -> {
            if (outcome instanceof Outcome.Done<Verdict> done) {
                onWorker(() -> judged(done.value()));
            } else {
                then.accept(failed(outcome));
            }
        });
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

    private boolean runsUserCode(Set<PlainLayeredView> views) {
        return views.stream().anyMatch(PlainLayeredView::runsApplicationCode)
                || entries.stream()
                        .anyMatch(entry -> entry.sync().view().runsUserCode()
                                || !shared.work()
                                        .judge()
                                        .gates(entry.candidate().id())
                                        .isEmpty());
    }

    private Verdict failed(Outcome<Verdict> outcome) {
        Doing last = doing;
        if (outcome instanceof Outcome.TimedOut<Verdict> late) {
            return Verdict.Refused.all(culprits(last), last.what() + " " + late.reason());
        }
        Throwable error = ((Outcome.Threw<Verdict>) outcome).error();
        return Verdict.Refused.all(
                culprits(last), last.what() + " threw " + error.getClass().getName());
    }

    private Set<DocumentId> culprits(Doing last) {
        return last.because().isEmpty() ? ids() : last.because();
    }

    /** Makes the next states and asks the gates; application code. */
    private Verdict prepared(Set<PlainLayeredView> views) {
        List<Prepared<?>> prepared = new ArrayList<>();
        Map<DocumentId, ViewState<Snapshot>> next = new HashMap<>();
        Map<DocumentId, String> reasons = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Prepared<Snapshot> one = document(entry, reasons);
            if (one != null) {
                prepared.add(one);
                next.put(entry.candidate().id(), one.next());
            }
        }
        if (!reasons.isEmpty()) {
            return new Verdict.Refused(reasons);
        }
        for (PlainLayeredView view : views) {
            Prepared<LayeredSnapshot> one = layers(view, next, reasons);
            if (one != null) {
                prepared.add(one);
            }
        }
        return reasons.isEmpty() ? new Verdict.Accepted(prepared) : new Verdict.Refused(reasons);
    }

    private @Nullable Prepared<Snapshot> document(Entry entry, Map<DocumentId, String> reasons) {
        DocumentId id = entry.candidate().id();
        Judge.Read version = read.get(id);
        DocumentView view = entry.sync().view();
        ViewState<Snapshot> base = view.state();
        if (version == null) {
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
            PlainLayeredView view, Map<DocumentId, ViewState<Snapshot>> next, Map<DocumentId, String> reasons) {
        Set<DocumentId> because = new LinkedHashSet<>(next.keySet());
        because.retainAll(view.documents());
        ViewState<LayeredSnapshot> base = view.state();
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
            doing = new Doing("the gate " + gate.getClass().getName(), because);
            String reason = Judge.ask(gate, candidate, current);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    /** On the worker. What is accepted is sealed and then written to disk, so that no restart goes back behind it. */
    private void judged(Verdict verdict) {
        Board board = shared.voice().views().board();
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            end(verdict);
        } else if (board.seal(accepted.prepared()) && covers(accepted)) {
            entries.forEach(entry -> entry.sync().save(entry.candidate()));
            end(verdict);
        } else {
            onWorker(this::prepare);
        }
    }

    /** Whether no layered view was added meanwhile; if one was, the seal is lifted again. */
    private boolean covers(Verdict.Accepted accepted) {
        for (PlainLayeredView view : views()) {
            boolean there = accepted.prepared().stream().anyMatch(one -> one.view() == view);
            if (!there && view.couldMerge(read.keySet())) {
                shared.voice().views().board().unseal(accepted.prepared());
                return false;
            }
        }
        return true;
    }
}
