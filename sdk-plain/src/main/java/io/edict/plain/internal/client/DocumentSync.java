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
import io.edict.plain.internal.sync.DocumentMachine;
import io.edict.plain.internal.sync.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one document: carries out what its {@link DocumentMachine} decides.
 *
 * <p>The machine and all fields without another note are owned by the sync thread. Reading and judging run elsewhere and
 * come back as events. What comes before the local copy is loaded waits for it.
 */
final class DocumentSync {
    private static final Logger log = LoggerFactory.getLogger(DocumentSync.class);

    private final DocumentId id;
    private final Shared shared;
    private final DocumentView view;
    private final Upkeep upkeep;
    private final List<Event> early = new ArrayList<>();
    private @Nullable DocumentMachine machine;
    private @Nullable Snapshot judged;
    private boolean ended;

    /** Read by the store's threads, to save a look at a head that was never read. */
    private volatile @Nullable Stamp seen;

    DocumentSync(DocumentId id, Shared shared, Upkeep upkeep) {
        this.id = id;
        this.shared = shared;
        this.view = new DocumentView(id, shared);
        this.upkeep = upkeep;
    }

    /** What a document needs of the whole that it is a part of. Called on the sync thread. */
    interface Upkeep {
        /** Whether the store is connected. */
        boolean connected();

        /** A version is in force. */
        void applied(Snapshot snapshot);

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
            Loaded copy = load();
            shared.loop().post(() -> loaded(copy));
        });
    }

    /** On the sync thread. */
    void end() {
        ended = true;
        view.close();
    }

    /** On the sync thread. */
    void tell(Event event) {
        if (event instanceof Event.Connected || event instanceof Event.Disconnected) {
            view.become(view.state().withConnected(event instanceof Event.Connected));
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

    /** What the worker found on disk. */
    private record Loaded(
            @Nullable StoredVersion version,
            @Nullable Snapshot snapshot,
            @Nullable Instant provenAt) {
        static final Loaded NOTHING = new Loaded(null, null, null);
    }

    private Loaded load() {
        LocalCopies copies = shared.work().copies();
        if (copies == null) {
            return Loaded.NOTHING;
        }
        LoadedCopy copy = copies.load(id);
        if (copy instanceof LoadedCopy.Damaged damaged) {
            copyFailed(damaged.reason());
        }
        if (!(copy instanceof LoadedCopy.Found found)) {
            return Loaded.NOTHING;
        }
        if (found.damage() != null) {
            copyFailed(found.damage() + "; the generation before it was taken");
        }
        Source source = new Source(Source.Kind.DISK, found.file().toString());
        Judge.Opinion opinion = shared.work().judge().judge(found.version(), source, null);
        if (opinion.refusal() != null) {
            copyFailed("the copy is not used: " + opinion.refusal());
            return Loaded.NOTHING;
        }
        return new Loaded(found.version(), opinion.snapshot(), found.provenAt());
    }

    private void loaded(Loaded copy) {
        Snapshot snapshot = copy.snapshot();
        machine = new DocumentMachine(snapshot == null ? null : copy.version());
        if (snapshot != null) {
            Instant at = copy.provenAt();
            if (at != null) {
                view.become(view.state().withProof(new Proof(at, null)));
            }
            putInForce(snapshot);
        }
        tell(upkeep.connected() ? new Event.Connected() : new Event.Disconnected());
        List<Event> hints =
                early.stream().filter(Event.Announced.class::isInstance).toList();
        early.clear();
        hints.forEach(this::tell);
    }

    private void carryOut(Action action) {
        if (action instanceof Action.Read read) {
            read(read);
        } else if (action instanceof Action.RetryLater retry) {
            shared.loop()
                    .postLater(
                            shared.work().backoff().before(retry.attempt()),
                            () -> tell(new Event.RetryDue(retry.ticket())));
        } else if (action instanceof Action.Offer offer) {
            Snapshot current = view.current();
            shared.loop().worker().execute(() -> judge(offer.candidate(), current));
        } else if (action instanceof Action.Apply apply) {
            apply(apply.version());
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
            view.become(view.state().asAbsent().withProof(proof(absent.asOfNanos())));
            view.settle();
        } else if (action instanceof Action.ReportProblem problem) {
            shared.voice().counts().readsFailed.increment();
            view.become(view.state().withProblem(problem.problem()));
        } else if (action instanceof Action.Heal) {
            heal();
        }
    }

    private void read(Action.Read read) {
        long asked = shared.clocks().nanos().getAsLong();
        shared.store()
                .read(id, read.strong())
                .thenAccept(reading -> shared.loop().post(() -> readDone(read.ticket(), asked, reading)))
                .exceptionally(failure -> {
                    shared.loop().post(() -> tell(new Event.ReadFailed(read.ticket(), known(failure))));
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

    /** On the worker. A good version is on disk before anybody sees it, so that no restart goes back behind it. */
    private void judge(StoredVersion candidate, @Nullable Snapshot current) {
        Source source = new Source(Source.Kind.STORE, shared.store().servers());
        Judge.Opinion opinion = shared.work().judge().judge(candidate, source, current);
        if (opinion.refusal() == null) {
            save(candidate);
        }
        shared.loop().post(() -> {
            judged = opinion.snapshot();
            tell(new Event.Decided(candidate, opinion.refusal()));
        });
    }

    private void save(StoredVersion version) {
        LocalCopies copies = shared.work().copies();
        if (copies == null) {
            return;
        }
        try {
            copies.save(version, shared.clocks().wall().instant());
        } catch (LocalCopyException e) {
            copyFailed(e.getMessage());
        }
    }

    private void apply(StoredVersion version) {
        Snapshot snapshot = judged;
        judged = null;
        if (snapshot == null) {
            throw new IllegalStateException("Version " + version.info().version() + " of " + id + " was not judged");
        }
        String before = inForce();
        view.become(view.state().settled(snapshot.version()));
        putInForce(snapshot);
        view.settle();
        shared.voice().counts().applied.increment();
        log.info("{} version {} is in force, {} was before", id, snapshot.version(), before);
    }

    private void putInForce(Snapshot snapshot) {
        view.apply(snapshot);
        upkeep.applied(snapshot);
        shared.voice().events().publish(new ClientEvent.Applied(snapshot));
    }

    private void prove(Action.Prove prove) {
        DocumentState state = view.state();
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
        view.become(view.state().withRefusal(refusal));
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
        view.become(view.state()
                .withProblem("the store shows version " + behind.found() + ", older than " + behind.known()
                        + " known here: a lagging server, or a cluster restored from a backup"));
        view.settle();
        shared.voice().events().publish(new ClientEvent.StoreBehind(id, behind.known(), behind.found()));
        log.warn(
                "{} is at version {} in the store, but {} is known here; it stays", id, behind.found(), behind.known());
    }

    private void missing(Version known) {
        view.become(view.state().withProblem("its head is missing in the store, though no version deleted it"));
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
