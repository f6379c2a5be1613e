package io.edict.plain.internal.client;

import io.edict.ClientEvent;
import io.edict.DocumentId;
import io.edict.DocumentStatus.Refusal;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.Version;
import io.edict.error.EdictException;
import io.edict.error.LocalCopyException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.client.DocumentState.Proof;
import io.edict.plain.internal.disk.LoadedCopy;
import io.edict.plain.internal.disk.LocalCopies;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.sync.Action;
import io.edict.plain.internal.sync.Batch.Candidate;
import io.edict.plain.internal.sync.DocumentMachine;
import io.edict.plain.internal.sync.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one document: carries out what its {@link DocumentMachine} decides.
 *
 * <p>The machine and all fields without another note are owned by the sync loop. Reading and judging run elsewhere and
 * come back as events. What comes before the local copy has been loaded and decided upon waits for it.
 */
final class DocumentSync {
    private static final Logger log = LoggerFactory.getLogger(DocumentSync.class);

    private final DocumentId id;
    private final Shared shared;
    private final DocumentView view;
    private final Upkeep upkeep;
    private final List<Event> early = new ArrayList<>();
    private @Nullable DocumentMachine machine;
    private LoadedCopy.@Nullable Found copy;
    private boolean ended;
    private boolean toldOfOne;

    /** Read by the store's threads, to save a look at a head that was never read. */
    private volatile @Nullable Stamp seen;

    DocumentSync(DocumentId id, Shared shared, Upkeep upkeep) {
        this.id = id;
        this.shared = shared;
        this.view = new DocumentView(id, shared);
        this.upkeep = upkeep;
    }

    /** What a document needs of the whole that it is a part of. Called on the sync loop. */
    interface Upkeep {
        /** Whether the store is connected. */
        boolean connected();

        /** A version is in force. */
        void applied(DocumentView view);

        /** What has a version judged and put in force. */
        Commits commits();

        /** The store was reached and has no such document. */
        void absent(DocumentId id);

        /** Sets the watch on the document again. */
        void rearm(DocumentId id);
    }

    DocumentView view() {
        return view;
    }

    @Nullable
    Stamp seen() {
        return seen;
    }

    /** Any thread: loads the local copy on the worker, and goes on from there. */
    void begin() {
        shared.loop().worker().execute(() -> {
            LoadedCopy.Found found = load();
            shared.loop().post(() -> loaded(found));
        });
    }

    /** On the sync loop. */
    void end() {
        ended = true;
        view.close();
        view.end();
    }

    /** On the sync loop. */
    void tell(Event event) {
        if (event instanceof Event.Connected || event instanceof Event.Disconnected) {
            view.become(view.knowledge().withConnected(event instanceof Event.Connected));
        }
        if (machine == null) {
            early.add(event);
        } else if (!ended) {
            run(machine, event);
        }
    }

    private void run(DocumentMachine ready, Event event) {
        List<Action> actions = ready.on(event);
        seen = ready.seen();
        actions.forEach(this::carryOut);
    }

    private LoadedCopy.@Nullable Found load() {
        LocalCopies copies = shared.work().copies();
        if (copies == null) {
            return null;
        }
        LoadedCopy loaded = copies.load(id);
        if (loaded instanceof LoadedCopy.Damaged damaged) {
            copyFailed(damaged.reason());
        }
        if (!(loaded instanceof LoadedCopy.Found found)) {
            return null;
        }
        if (found.damage() != null) {
            copyFailed(found.damage() + "; the generation before it was taken");
        }
        return found;
    }

    private void loaded(LoadedCopy.@Nullable Found found) {
        if (ended) {
            return;
        }
        view.become(view.knowledge().withConnected(upkeep.connected()));
        upkeep.commits().followed(id, this);
        copy = found;
        if (found == null) {
            goOn(null);
            upkeep.commits().loaded(id);
        } else {
            upkeep.commits().offer(new Candidate(found.version(), true));
        }
    }

    /** The local copy has been decided upon: from now on the store counts. */
    private void goOn(@Nullable StoredVersion held) {
        machine = new DocumentMachine(held);
        view.decideCopy();
        tell(upkeep.connected() ? new Event.Connected() : new Event.Disconnected());
        List<Event> hints =
                early.stream().filter(Event.Announced.class::isInstance).toList();
        early.clear();
        hints.forEach(this::tell);
    }

    /** Where a version came from. On the worker, while the version is being judged. */
    Source source(Candidate candidate) {
        LoadedCopy.Found found = copy;
        return candidate.fromDisk() && found != null
                ? new Source(Source.Kind.DISK, found.file().toString())
                : new Source(Source.Kind.STORE, shared.store().servers());
    }

    /** On the sync loop, just after a version of this document was put in force. */
    void inForce(Candidate candidate) {
        if (ended) {
            return;
        }
        LoadedCopy.Found found = copy;
        if (candidate.fromDisk() && found != null) {
            Instant at = found.provenAt();
            if (at != null) {
                view.become(view.knowledge().withProof(new Proof(at, null)));
            }
            tellInForce();
            goOn(candidate.version());
        } else {
            tell(new Event.Decided(candidate.version(), null));
        }
    }

    /** On the sync loop: a version of this document was refused. */
    void refused(Candidate candidate, String reason) {
        if (ended) {
            return;
        }
        if (candidate.fromDisk()) {
            copyFailed("the copy is not used: " + reason);
            goOn(null);
        } else {
            tell(new Event.Decided(candidate.version(), reason));
        }
    }

    private void carryOut(Action action) {
        if (action instanceof Action.Read read) {
            answer(read.ticket(), shared.store().read(id, read.strong()));
        } else if (action instanceof Action.Open open) {
            answer(open.ticket(), open.carried().content().get());
        } else if (action instanceof Action.RetryLater retry) {
            shared.loop()
                    .postLater(
                            shared.work().patience().backoff().before(retry.attempt()),
                            () -> tell(new Event.RetryDue(retry.ticket())));
        } else if (action instanceof Action.Offer offer) {
            upkeep.commits().offer(new Candidate(offer.candidate(), false));
        } else if (action instanceof Action.Bar bar) {
            upkeep.commits().bar(bar.version());
        } else if (action instanceof Action.Apply apply) {
            applied(apply.version());
        } else if (action instanceof Action.Prove prove) {
            prove(prove);
        } else {
            report(action);
        }
    }

    private void report(Action action) {
        if (action instanceof Action.Refuse refuse) {
            refuse(refuse);
        } else if (action instanceof Action.ReportBehind behind) {
            behind(behind);
        } else if (action instanceof Action.ReportMissing missing) {
            missing(missing.known());
        } else if (action instanceof Action.ReportAbsent absent) {
            view.become(view.knowledge().asAbsent().withProof(proof(absent.asOfNanos())));
            if (!view.settled().isDone()) {
                upkeep.absent(id);
            }
            view.settle();
        } else if (action instanceof Action.ReportProblem problem) {
            shared.voice().counts().readsFailed.increment();
            view.become(view.knowledge().withProblem(problem.problem()));
        } else if (action instanceof Action.Distrust distrust) {
            shared.voice().counts().readsFailed.increment();
            log.warn("An announcement of {} is not believed, and its head is read instead: {}", id, distrust.reason());
        } else if (action instanceof Action.Heal) {
            heal();
        }
    }

    private void answer(long ticket, CompletableFuture<Reading> reading) {
        long asked = shared.clocks().nanos().getAsLong();
        reading.thenAccept(found -> shared.loop().post(() -> readDone(ticket, asked, found)))
                .exceptionally(failure -> {
                    shared.loop().post(() -> tell(new Event.ReadFailed(ticket, known(failure))));
                    return null;
                });
    }

    private void readDone(long ticket, long asked, Reading reading) {
        tell(new Event.ReadDone(ticket, asked, reading));
    }

    private EdictException known(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof EdictException known) {
            return known;
        }
        log.error("Reading {} failed in a way that Edict does not know", id, cause);
        return new StoreUnreachableException(
                "Reading " + id + " failed: " + cause.getClass().getName(), id, cause);
    }

    /** On the worker: keeps an accepted version. What came from disk is there already. */
    void save(Candidate candidate) {
        LocalCopies copies = shared.work().copies();
        if (copies == null || candidate.fromDisk()) {
            return;
        }
        try {
            copies.save(candidate.version(), shared.clocks().wall().instant());
        } catch (LocalCopyException e) {
            copyFailed(e.getMessage());
        }
    }

    private void applied(StoredVersion version) {
        view.become(view.knowledge().settled(version.info().version()));
        tellInForce();
        view.settle();
        shared.voice().counts().applied.increment();
        log.info("{} version {} is in force", id, version.info().version());
    }

    private void tellInForce() {
        Snapshot snapshot = view.snapshot();
        view.committed();
        upkeep.applied(view);
        shared.voice().events().publish(new ClientEvent.Applied(snapshot, !toldOfOne));
        toldOfOne = true;
    }

    private void prove(Action.Prove prove) {
        DocumentState state = view.knowledge();
        Snapshot current = view.current();
        if (prove.inForce() && current != null) {
            state = state.settled(current.version());
            view.settle();
        }
        view.become(state.withProof(proof(prove.asOfNanos())));
    }

    private Proof proof(long asOfNanos) {
        long age = shared.clocks().nanos().getAsLong() - asOfNanos;
        return new Proof(shared.clocks().wall().instant().minusNanos(Math.max(0, age)), asOfNanos);
    }

    private void refuse(Action.Refuse refuse) {
        Refusal refusal = new Refusal(refuse.version(), shared.clocks().wall().instant(), refuse.reason());
        view.become(view.knowledge().withRefusal(refusal));
        view.settle();
        shared.voice().counts().refused.increment();
        shared.voice().events().publish(new ClientEvent.Refused(id, refusal));
        log.warn(
                "{} version {} is refused, {} stays in force: {}",
                id,
                refuse.version() == null ? "unknown" : refuse.version(),
                inForce(),
                refuse.reason());
    }

    private void behind(Action.ReportBehind behind) {
        view.become(view.knowledge()
                .withProblem("the store shows version " + behind.found() + ", older than " + behind.known()
                        + " known here: a lagging server, or a cluster restored from a backup"));
        view.settle();
        shared.voice().events().publish(new ClientEvent.StoreBehind(id, behind.known(), behind.found()));
        log.warn(
                "{} is at version {} in the store, but {} is known here; it stays", id, behind.found(), behind.known());
    }

    private void missing(Version known) {
        view.become(view.knowledge().withProblem("its head is missing in the store, though no version deleted it"));
        view.settle();
        shared.voice().events().publish(new ClientEvent.DocumentMissing(id, known));
        log.warn("{} is missing in the store, though no version deleted it; {} stays in force", id, inForce());
    }

    private void heal() {
        shared.voice().counts().healed.increment();
        shared.voice().events().publish(new ClientEvent.MissedChangeHealed(id));
        log.warn("A change of {} was found that no watch announced; the watch is set again", id);
        upkeep.rearm(id);
    }

    private void copyFailed(String reason) {
        shared.voice().events().publish(new ClientEvent.LocalCopyFailed(id, reason));
        log.warn("Local copy of {}: {}", id, reason);
    }

    private String inForce() {
        Snapshot current = view.current();
        return current == null ? "nothing" : "version " + current.version();
    }
}
