package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.ContentTooLargeException;
import io.edict.error.EdictException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.Issuer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Publishes, on the caller's thread: reads the state, plans one transaction, sends it, and finds out how it ended.
 *
 * <p>The transaction sets each head at its expected node version, so however often it is sent, it takes effect at most
 * once. When the connection breaks on the way, the outcome is read from the store, never guessed: the head, or the history
 * node of the planned version, carries this publish's id, or the head is untouched and the same transaction is sent again,
 * or somebody else's version stands there and ours can never come about.
 *
 * <p>An earlier sending may still be on its way, held up in the network with a session that this client has given up but
 * the servers have not. So while a sending is in doubt there is no new plan: it could take effect besides the old one, or
 * meet it as somebody else's. All sendings of one plan exclude each other. A new plan is made only once the old one is
 * known to have failed for a reason that lasts; else the outcome is called unknown.
 *
 * <p>A publisher that has published the same documents shortly before does not read, but plans upon what it remembers, see
 * {@link LastPublishes}: its transaction checks all of that. If it fails, or if the plan cannot be made, all is read as it
 * would have been, and planned anew.
 */
final class Publishing {
    private final Connection connection;
    private final Calls calls;
    private final ClusterNodes clusters;
    private final Currents currents;
    private final Planner planner;
    private final HeadCodec codec;
    private final Footing footing;
    private final LastPublishes last;

    Publishing(Connection connection, Calls calls, Tools tools) {
        this.connection = connection;
        this.calls = calls;
        this.clusters = tools.clusters();
        this.codec = tools.codec();
        this.currents = new Currents(calls, codec);
        this.planner = tools.planner();
        this.footing = tools.footing();
        this.last = tools.last();
    }

    /** What publishing and installing share. */
    record Tools(ClusterNodes clusters, HeadCodec codec, Planner planner, Footing footing, LastPublishes last) {}

    /** How a transaction that was sent stands. */
    private enum Fate {
        /** It took effect. */
        APPLIED,
        /** It did not and cannot any more: the state that it builds on has changed. */
        OVERTAKEN,
        /** It did not yet, but may. */
        OPEN,
        /** The head has changed, and history does not hold the version any more, so nobody can tell. */
        UNTRACEABLE
    }

    /**
     * What a publish brought about.
     *
     * @param results for each change, in its order
     * @param chunkUsers the documents of which chunks may have become garbage
     */
    record Published(List<PublishResult> results, List<DocumentId> chunkUsers) {
        private static Published of(Plan plan) {
            List<DocumentId> users = plan.parts().stream()
                    .filter(part -> part.header().layout().usesChunks())
                    .map(Plan.Part::id)
                    .toList();
            return new Published(plan.results(), users);
        }
    }

    Published publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        planner.checkSizes(changes);
        Lessons lessons = new Lessons(false, Ringing.Manner.USUAL);
        Draft draft = recall(changes, issuer, deadline);
        if (draft == null) {
            draft = prepare(changes, issuer, lessons, deadline);
        }
        for (int attempt = 0; ; attempt++) {
            if (draft != null) {
                MultiFailed failure = send(draft.plan(), deadline);
                if (failure == null) {
                    remember(draft);
                    return Published.of(draft.plan());
                }
                if (applied(draft, failure, deadline)) {
                    return Published.of(draft.plan());
                }
                lessons = lessons.after(draft, failure);
            }
            if (draft == null || !draft.basis().recalled()) {
                pause(attempt, deadline);
            }
            draft = prepare(changes, issuer, lessons, deadline);
        }
    }

    /**
     * What earlier attempts have shown.
     *
     * @param list whether the range of history in a head cannot be relied upon
     * @param manner how to ring
     */
    private record Lessons(boolean list, Ringing.Manner manner) {
        private Lessons after(Draft draft, MultiFailed failure) {
            boolean astray = draft.basis().recalled() && failure.code() != Code.NONODE;
            return new Lessons(blamesHistory(failure), astray ? manner : manner.after(draft.plan(), failure));
        }
    }

    /**
     * A transaction about to be sent.
     *
     * @param moment before anything of its basis was read, or before it was sent if that is remembered
     * @param manner how it rings
     */
    private record Draft(Plan plan, Basis basis, LastPublishes.Moment moment, Ringing.Manner manner) {
        private List<DocumentId> ids() {
            return plan.parts().stream().map(Plan.Part::id).toList();
        }
    }

    /**
     * Plans upon what is remembered, without asking. Null if not enough is, or if there is anything to tell the caller but
     * that servers do not take requests of the size, since they are asked for that.
     */
    private @Nullable Draft recall(List<Change> changes, Issuer issuer, Deadline deadline) {
        Handle handle = connection.connected();
        if (handle == null) {
            return null;
        }
        LastPublishes.Moment now = last.moment(handle);
        List<DocumentId> ids = changes.stream().map(Change::id).toList();
        Basis basis = last.recall(clusters.known(), now, ids);
        if (basis == null || !footing.knows(basis.states())) {
            return null;
        }
        Plan plan;
        try {
            plan = planner.plan(basis, changes, issuer);
        } catch (EdictException unsure) {
            return null;
        }
        try {
            Plan laid = footing.lay(handle, plan, basis.access(), Ringing.Manner.USUAL, deadline);
            return new Draft(laid, basis, now, Ringing.Manner.USUAL);
        } catch (ContentTooLargeException asked) {
            throw asked;
        } catch (EdictException unsure) {
            return null;
        }
    }

    private void remember(Draft draft) {
        if (draft.manner() == Ringing.Manner.SILENT) {
            last.forget(draft.ids());
        } else {
            last.applied(draft.plan(), draft.basis(), draft.moment());
        }
    }

    /**
     * Reads, plans and writes chunks, from a server that has caught up: one that lags would show a state older than the one
     * expected, and that is no conflict. Null if the connection broke, in which case nothing has happened yet.
     */
    private @Nullable Draft prepare(List<Change> changes, Issuer issuer, Lessons lessons, Deadline deadline) {
        Handle handle = connection.await(deadline);
        LastPublishes.Moment now = last.moment(handle);
        try {
            List<DocumentId> ids = changes.stream().map(Change::id).toList();
            ClusterNode cluster = clusters.writable(handle, ids.get(0), deadline);
            CompletableFuture<?> caughtUp = handle.sync();
            Footing.Rights rights = footing.ask(handle, ids);
            List<Current> states = currents.read(handle, ids, lessons.list(), deadline);
            calls.get(caughtUp, deadline, ids.get(0));
            Map<String, NamespaceAcl> access = rights.get(Fence::takesPublishes, deadline);
            Basis basis = Basis.read(cluster, states, access);
            Plan plan = planner.plan(basis, changes, issuer);
            Plan laid = footing.lay(handle, plan, access, lessons.manner(), deadline);
            return new Draft(laid, basis, now, lessons.manner());
        } catch (StoreUnreachableException e) {
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return null;
        }
    }

    /** Sends a plan; null if it took effect. */
    private @Nullable MultiFailed send(Plan plan, Deadline deadline) {
        try {
            Handle handle = connection.await(deadline);
            handle.multi(plan.operations()).get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            Throwable cause = StoreErrors.unwrap(e);
            return cause instanceof MultiFailed failed ? failed : new MultiFailed(StoreErrors.code(cause), null);
        } catch (TimeoutException e) {
            return new MultiFailed(Code.OPERATIONTIMEOUT, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new MultiFailed(Code.OPERATIONTIMEOUT, null);
        }
    }

    /** Whether a plan took effect after all; false if it did not, and never will, so that a new plan must be made. */
    private boolean applied(Draft draft, MultiFailed first, Deadline deadline) {
        Plan plan = draft.plan();
        boolean recalled = draft.basis().recalled();
        if (recalled) {
            last.failed(draft.ids());
        }
        if (!doubtful(first)) {
            return refused(plan, first, recalled, deadline);
        }
        MultiFailed failure = first;
        for (int attempt = 0; ; attempt++) {
            Fate fate = fate(plan, failure, deadline);
            if (fate == Fate.UNTRACEABLE) {
                throw unknown(plan, failure);
            }
            if (fate != Fate.OPEN || hopeless(plan, failure)) {
                return fate == Fate.APPLIED;
            }
            if (attempt > 0) {
                sleep(attempt);
            }
            MultiFailed again = sendAgain(plan, failure, deadline);
            if (again == null) {
                return true;
            }
            failure = again;
        }
    }

    /** Sends a plan of which an earlier sending may still take effect, so that no failure but an answer counts. */
    private @Nullable MultiFailed sendAgain(Plan plan, MultiFailed before, Deadline deadline) {
        MultiFailed failure;
        try {
            failure = send(plan, deadline);
        } catch (EdictException noConnection) {
            throw unknown(plan, before);
        }
        if (failure == null || doubtful(failure) || raced(failure)) {
            return failure;
        }
        throw unknown(plan, failure);
    }

    /** Whether it is open if a sending took effect. The client gives up all requests when credentials are refused. */
    private static boolean doubtful(MultiFailed failure) {
        return StoreErrors.outcomeUnknown(failure.code()) || failure.code() == Code.AUTHFAILED;
    }

    /**
     * Whether the answer to a later sending shows that the earlier ones, not seen to have taken effect, never will. Had one
     * taken effect, the first head would be to blame. If any other node is, it stays so, whatever is published, and a new
     * plan is safe. Only chunks that were removed, and directories of bells that were not there, may be made by that very
     * plan, and let an earlier sending pass.
     */
    private boolean hopeless(Plan plan, MultiFailed failure) {
        int culprit = failure.culprit();
        if (!raced(failure) || culprit < 0) {
            return false;
        }
        if (culprit == 0) {
            clusters.forget();
        }
        String path = plan.operations().get(culprit).getPath();
        if (path.startsWith(Paths.BLOBS + "/") || plan.blamesBells(failure)) {
            throw unknown(plan, failure);
        }
        return !path.equals(Paths.head(plan.parts().get(0).id()));
    }

    /** Errors that a first sending of the same plan, having taken effect, would cause. */
    private static boolean raced(MultiFailed failure) {
        return switch (failure.code()) {
            case BADVERSION, NODEEXISTS, NONODE -> true;
            default -> false;
        };
    }

    /** Nothing was applied. Whether another plan may fare better: always false, or the error is thrown. */
    private boolean refused(Plan plan, MultiFailed failure, boolean recalled, Deadline deadline) {
        if (failure.culprit() == 0) {
            clusters.forget();
        }
        if (!recalled && !raced(failure) && failure.code() != Code.THROTTLEDOP && !plan.blamesBells(failure)) {
            Plan.Part part = plan.parts().get(0);
            Exception cause = failure;
            if (failure.code() == Code.NOAUTH && failure.culprit() >= 0) {
                String path = plan.operations().get(failure.culprit()).getPath();
                cause = KeeperException.create(Code.NOAUTH, path);
                part = plan.parts().stream()
                        .filter(other -> path.contains("/" + other.id()))
                        .findFirst()
                        .orElse(part);
            }
            calls.get(CompletableFuture.failedFuture(cause), deadline, part.id());
        }
        return false;
    }

    /** Asks the store how a plan stands, until it answers. */
    private Fate fate(Plan plan, MultiFailed failure, Deadline deadline) {
        for (int attempt = 0; ; attempt++) {
            try {
                return fate(connection.await(deadline), plan, deadline);
            } catch (StoreUnreachableException e) {
                if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw unknown(plan, failure);
                }
                sleep(attempt);
            } catch (EdictException noAnswerToHopeFor) {
                throw unknown(plan, failure);
            }
        }
    }

    /** The first head tells for all: either all parts took effect or none. */
    private Fate fate(Handle handle, Plan plan, Deadline deadline) {
        Plan.Part part = plan.parts().get(0);
        CompletableFuture<?> caughtUp = handle.sync();
        CompletableFuture<@Nullable Node> reading = Currents.orMissing(handle.getData(Paths.head(part.id())));
        calls.get(caughtUp, deadline, part.id());
        Node head = calls.get(reading, deadline, part.id());
        int zkVersion = head == null ? -1 : head.stat().getVersion();
        if (zkVersion == part.before().zkVersion()) {
            return Fate.OPEN;
        }
        if (head != null && carries(plan, head)) {
            return Fate.APPLIED;
        }
        long number = part.header().info().version().number();
        Node kept =
                calls.get(Currents.orMissing(handle.getData(Paths.history(part.id(), number))), deadline, part.id());
        if (kept == null) {
            return Fate.UNTRACEABLE;
        }
        return carries(plan, kept) ? Fate.APPLIED : Fate.OVERTAKEN;
    }

    private boolean carries(Plan plan, Node node) {
        try {
            VersionInfo info = codec.decode(plan.parts().get(0).id(), node).info();
            return info.publishId().equals(plan.publishId());
        } catch (EdictException somebodyElses) {
            return false;
        }
    }

    /** The range of history in a head's header, and history itself, disagree; the next plan must list history. */
    private static boolean blamesHistory(MultiFailed failure) {
        return failure.code() == Code.NODEEXISTS || failure.code() == Code.NONODE;
    }

    private static OutcomeUnknownException unknown(Plan plan, MultiFailed failure) {
        Plan.Part part = plan.parts().get(0);
        VersionInfo info = part.header().info();
        return new OutcomeUnknownException(
                "The connection was lost while version " + info.version() + " of " + info.id()
                        + " was being published, and the store could not be asked in time how that ended; look for the"
                        + " publish id " + info.publishId() + " in the document's history before publishing again",
                info.id(),
                info.publishId(),
                failure);
    }

    private void pause(int attempt, Deadline deadline) {
        if (deadline.passed() || Thread.currentThread().isInterrupted()) {
            throw new StoreUnreachableException(
                    "Others published all the time, or the connection kept breaking, so that nothing was written within "
                            + deadline.within().toMillis() + " ms; try again",
                    null,
                    null);
        }
        sleep(attempt);
    }

    /** Full jitter up to 2, 4, 8 … 256 ms, so that publishers who lost a race do not meet again. */
    private static void sleep(int attempt) {
        long most = TimeUnit.MILLISECONDS.toNanos(2L << Math.min(attempt, 7));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }
}
