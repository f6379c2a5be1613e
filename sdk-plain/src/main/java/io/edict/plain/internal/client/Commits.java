package io.edict.plain.internal.client;

import io.edict.ClientEvent;
import io.edict.DocumentId;
import io.edict.LayeredSnapshot;
import io.edict.plain.internal.live.Board;
import io.edict.plain.internal.live.Prepared;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.sync.Batch;
import io.edict.plain.internal.sync.Batch.Candidate;
import io.edict.plain.internal.sync.Event;
import io.edict.plain.internal.sync.Step;
import io.edict.plain.internal.sync.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what {@link Transactions} decides: has batches judged, puts them in force, tells whom it concerns. Owned by
 * the sync loop.
 */
final class Commits {
    private static final Logger log = LoggerFactory.getLogger(Commits.class);

    private final Shared shared;
    private final LayeredViews layered;
    /** Those whose offers are decided here: of a document that was unfollowed and followed again, never the wrong one. */
    private final Map<DocumentId, DocumentSync> followed = new HashMap<>();

    private final Transactions transactions;

    Commits(Shared shared, LayeredViews layered) {
        this.shared = shared;
        this.layered = layered;
        this.transactions = new Transactions(id -> Set.copyOf(layered.of(id)));
    }

    void followed(DocumentId id, DocumentSync sync) {
        followed.put(id, sync);
        transactions.followed(id);
    }

    void unfollowed(DocumentId id) {
        followed.remove(id);
        carryOut(transactions.unfollowed(id));
    }

    /** There is no local copy of a document, or it has been decided upon. */
    void loaded(DocumentId id) {
        carryOut(transactions.loaded(id));
    }

    void offer(Candidate candidate) {
        carryOut(transactions.offered(candidate));
    }

    /** What claims to be a version is not trusted. */
    void bar(StoredVersion version) {
        carryOut(transactions.barred(version));
    }

    /** A local file of a view has changed, or the view is new. */
    void viewDue(PlainLayeredView view) {
        carryOut(transactions.viewDue(view));
    }

    private void carryOut(List<Step> steps) {
        steps.forEach(this::carryOut);
    }

    private void carryOut(Step step) {
        if (step instanceof Step.Judge judge) {
            judge(judge.batch());
        } else if (step instanceof Step.ReadAgain again) {
            Duration delay = shared.work().patience().beforeReadingAgain(again.attempt());
            shared.loop().postLater(delay, () -> readAgain(again.ids()));
        } else if (step instanceof Step.Wait wait) {
            Duration half = shared.work().patience().transaction().dividedBy(2);
            shared.loop().postLater(half, () -> carryOut(transactions.waited(wait.id(), wait.ticket())));
        } else if (step instanceof Step.RefuseWith refuse) {
            DocumentSync sync = followed.get(refuse.candidate().info().id());
            if (sync != null) {
                sync.refused(new Candidate(refuse.candidate(), false), because(refuse.because()));
            }
        } else if (step instanceof Step.Reconsider reconsider) {
            tell(reconsider.id(), new Event.Reconsider());
        }
    }

    private static String because(DocumentId culprit) {
        return "it was published together with " + culprit + ", of which that version was refused";
    }

    private void tell(DocumentId id, Event event) {
        DocumentSync sync = followed.get(id);
        if (sync != null) {
            sync.tell(event);
        }
    }

    private void judge(Batch batch) {
        List<Entry> entries = new ArrayList<>();
        for (Candidate candidate : batch.candidates()) {
            DocumentSync sync = followed.get(candidate.id());
            if (sync != null) {
                entries.add(new Entry(candidate, sync));
            }
        }
        if (batch.candidates().isEmpty()) {
            batch.views().forEach(view -> ((PlainLayeredView) view).local().tryFresh());
        }
        new BatchRun(batch, entries, shared, layered, verdict -> judged(batch, entries, verdict)).start();
    }

    private void judged(Batch batch, List<Entry> entries, Verdict verdict) {
        Map<DocumentId, String> reasons = verdict instanceof Verdict.Refused refused ? refused.reasons() : Map.of();
        try {
            if (verdict instanceof Verdict.Accepted accepted) {
                commit(batch, entries, accepted.prepared());
            } else {
                refuse(batch, entries, reasons);
            }
        } finally {
            carryOut(transactions.decided(batch, reasons.keySet()));
        }
    }

    private void commit(Batch batch, List<Entry> entries, List<Prepared<?>> sealed) {
        Board board = shared.voice().views().board();
        List<Prepared<?>> committed = board.commit(sealed);
        entries.forEach(entry -> entry.sync().inForce(entry.candidate()));
        for (Prepared<?> one : committed) {
            if (one.view() instanceof PlainLayeredView view && one.next().snapshot() instanceof LayeredSnapshot after) {
                view.inForce((LayeredSnapshot) one.base().snapshot(), after);
            }
        }
        mergeOverlooked(entries, sealed);
        if (entries.isEmpty()) {
            batch.views().forEach(view -> ((PlainLayeredView) view).documents().forEach(this::reconsider));
        }
        if (!batch.missing().isEmpty()) {
            entries.forEach(entry -> split(entry.candidate(), batch.missing()));
        }
    }

    /** A view that was made between sealing and now has seen the documents as they were before. */
    private void mergeOverlooked(List<Entry> entries, List<Prepared<?>> sealed) {
        Set<PlainLayeredView> overlooked = new LinkedHashSet<>();
        entries.forEach(entry -> overlooked.addAll(layered.of(entry.candidate().id())));
        sealed.forEach(one -> overlooked.remove(one.view()));
        overlooked.removeIf(view -> !view.couldMerge(Set.of()));
        overlooked.forEach(this::viewDue);
    }

    /** What a refused document is judged by is another now: a local file was mended, say. */
    void reconsider(DocumentId id) {
        DocumentSync sync = followed.get(id);
        if (sync != null && sync.view().knowledge().refusal() != null) {
            sync.tell(new Event.Reconsider());
        }
    }

    private void split(Candidate candidate, List<DocumentId> missing) {
        shared.voice()
                .events()
                .publish(new ClientEvent.TransactionSplit(
                        candidate.id(), candidate.version().info().version(), missing));
        log.warn(
                "{} version {} is in force without {}, published together with it: they did not arrive within {} ms",
                candidate.id(),
                candidate.version().info().version(),
                missing,
                shared.work().patience().transaction().toMillis());
    }

    private void refuse(Batch batch, List<Entry> entries, Map<DocumentId, String> reasons) {
        for (Entry entry : entries) {
            DocumentId id = entry.candidate().id();
            String reason = reasons.get(id);
            entry.sync()
                    .refused(
                            entry.candidate(),
                            reason == null ? because(reasons.keySet().iterator().next()) : reason);
        }
        if (batch.candidates().isEmpty()) {
            String reason = reasons.values().iterator().next();
            batch.views().forEach(view -> refuseFile((PlainLayeredView) view, reason));
        }
    }

    private void refuseFile(PlainLayeredView view, String reason) {
        for (String file : view.local().takeBack()) {
            fileRefused(file, reason);
        }
    }

    void fileRefused(String file, String reason) {
        shared.voice().events().publish(new ClientEvent.LocalFileRefused(file, reason));
        log.warn("{} is refused, its last good text stays in force: {}", file, reason);
    }

    /** Reads several documents at the same time, so that they are of the same side of any transaction, most likely. */
    private void readAgain(Set<DocumentId> ids) {
        Map<DocumentId, CompletableFuture<Reading>> readings = new HashMap<>();
        ids.forEach(id -> readings.put(id, shared.store().read(id, false)));
        CompletableFuture<?> unused = CompletableFuture.allOf(readings.values().toArray(new CompletableFuture<?>[0]))
                .whenComplete((done, failure) -> shared.loop().post(() -> {
                    readings.forEach((id, reading) -> {
                        if (!reading.isCompletedExceptionally()) {
                            tell(id, new Event.ReadAside(reading.join()));
                        }
                    });
                    carryOut(transactions.readAgain(ids));
                }));
    }
}
