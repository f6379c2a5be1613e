package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.CorruptContentException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Publishes, on the caller's thread: reads the state, plans one transaction, sends it, and finds out how it ended.
 *
 * <p>The transaction sets each head at its expected node version, so however often it is sent, it takes effect at most
 * once. When the connection breaks on the way, the outcome is read from the store, never guessed: the head, or the history
 * node of the planned version, carries this publish's id, or the head is untouched and the same transaction is sent again,
 * or somebody else's version stands there and ours can never come about.
 */
final class Publishing {
    private final Connection connection;
    private final Calls calls;
    private final ClusterNodes clusters;
    private final Currents currents;
    private final Planner planner;
    private final Chunks chunks;
    private final HeadCodec codec;

    Publishing(Connection connection, Calls calls, ClusterNodes clusters, HeadCodec codec, ZooKeeperSettings settings) {
        this.connection = connection;
        this.calls = calls;
        this.clusters = clusters;
        this.codec = codec;
        this.currents = new Currents(calls, codec);
        this.planner = new Planner(settings.sizes());
        this.chunks = new Chunks(settings.sizes(), settings.servers());
    }

    /** How a transaction that was sent stands. */
    private enum Fate {
        /** It took effect. */
        APPLIED,
        /** It did not and cannot any more: the state that it builds on has changed. */
        OVERTAKEN,
        /** It did not yet, but may. */
        OPEN
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

    Published publish(List<Change> changes, UUID publishId, Deadline deadline) {
        planner.checkSizes(changes);
        boolean list = false;
        for (int attempt = 0; ; attempt++) {
            Plan plan = prepare(changes, publishId, list, deadline);
            if (plan != null) {
                MultiFailed failure = send(plan, deadline);
                if (failure == null || applied(plan, failure, deadline)) {
                    return Published.of(plan);
                }
                list = blamesHistory(failure);
            }
            pause(attempt, deadline);
        }
    }

    /** Reads, plans and writes chunks; null if the connection broke, in which case nothing has happened yet. */
    private @Nullable Plan prepare(List<Change> changes, UUID publishId, boolean list, Deadline deadline) {
        Handle handle = connection.await(deadline);
        try {
            List<DocumentId> ids = changes.stream().map(Change::id).toList();
            ClusterNode cluster = clusters.get(handle, deadline);
            List<Current> states = currents.read(handle, ids, list, deadline);
            Plan plan = planner.plan(cluster, changes, states, publishId);
            List<CompletableFuture<?>> written = new ArrayList<>();
            for (Plan.Part part : plan.parts()) {
                written.addAll(parents(handle, part));
                written.addAll(chunks(handle, part));
            }
            for (CompletableFuture<?> writing : written) {
                calls.get(writing, deadline, ids.get(0));
            }
            return plan;
        } catch (StoreUnreachableException e) {
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return null;
        }
    }

    private static List<CompletableFuture<?>> parents(Handle handle, Plan.Part part) {
        if (part.before().hasNode()) {
            return List.of();
        }
        String namespace = part.id().namespace();
        return List.of(
                handle.ensure(Paths.heads(namespace), new byte[0]),
                handle.ensure(Paths.HISTORY + "/" + namespace, new byte[0]),
                handle.ensure(Paths.BLOBS + "/" + namespace, new byte[0]),
                handle.ensure(Paths.history(part.id()), new byte[0]));
    }

    private List<CompletableFuture<?>> chunks(Handle handle, Plan.Part part) {
        byte[] encoded = part.chunked();
        var described = part.header().layout().chunks();
        return encoded == null || described == null
                ? List.of()
                : List.of(chunks.write(handle, part.id(), described, encoded));
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

    /** Whether a plan took effect after all; false if it did not and a new plan must be made. */
    private boolean applied(Plan plan, MultiFailed first, Deadline deadline) {
        MultiFailed failure = first;
        boolean doubt = false;
        while (true) {
            if (StoreErrors.outcomeUnknown(failure.code())) {
                doubt = true;
            } else if (!doubt || !raced(failure)) {
                return refused(plan, failure, deadline);
            }
            Fate fate = fate(plan, failure, deadline);
            if (fate != Fate.OPEN) {
                return fate == Fate.APPLIED;
            }
            MultiFailed again = send(plan, deadline);
            if (again == null) {
                return true;
            }
            failure = again;
        }
    }

    /** Errors that a first sending of the same plan, having taken effect, would cause. */
    private static boolean raced(MultiFailed failure) {
        return switch (failure.code()) {
            case BADVERSION, NODEEXISTS, NONODE -> true;
            default -> false;
        };
    }

    /** Nothing was applied. Whether another plan may fare better: always false, or the error is thrown. */
    private boolean refused(Plan plan, MultiFailed failure, Deadline deadline) {
        if (failure.culprit() == 0) {
            clusters.forget();
        }
        if (!raced(failure)) {
            calls.get(
                    CompletableFuture.failedFuture(failure),
                    deadline,
                    plan.parts().get(0).id());
        }
        return false;
    }

    /** Asks the store how a plan stands, until it answers. */
    private Fate fate(Plan plan, MultiFailed failure, Deadline deadline) {
        Plan.Part part = plan.parts().get(0);
        for (int attempt = 0; ; attempt++) {
            try {
                Handle handle = connection.await(deadline);
                CompletableFuture<?> caughtUp = handle.sync();
                CompletableFuture<@Nullable Node> head = Currents.orMissing(handle.getData(Paths.head(part.id())));
                calls.get(caughtUp, deadline, part.id());
                return fate(handle, plan, calls.get(head, deadline, part.id()), deadline);
            } catch (StoreUnreachableException e) {
                if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw unknown(plan, failure);
                }
                sleep(attempt);
            }
        }
    }

    private Fate fate(Handle handle, Plan plan, @Nullable Node head, Deadline deadline) {
        Plan.Part part = plan.parts().get(0);
        if (head == null || head.stat().getVersion() == part.before().zkVersion()) {
            boolean untouched = (head == null) == !part.before().hasNode();
            return untouched ? Fate.OPEN : Fate.OVERTAKEN;
        }
        if (carries(plan, head)) {
            return Fate.APPLIED;
        }
        long number = part.header().info().version().number();
        Node kept =
                calls.get(Currents.orMissing(handle.getData(Paths.history(part.id(), number))), deadline, part.id());
        if (kept == null) {
            throw unknown(plan, new MultiFailed(Code.NONODE, null));
        }
        return carries(plan, kept) ? Fate.APPLIED : Fate.OVERTAKEN;
    }

    private boolean carries(Plan plan, Node node) {
        try {
            VersionInfo info = codec.decode(plan.parts().get(0).id(), node).info();
            return info.publishId().equals(plan.publishId());
        } catch (CorruptContentException somebodyElses) {
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
