package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.FencedException;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Installation.Committed;
import io.edict.plain.internal.store.Installation.Outcome;
import io.edict.plain.internal.store.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Makes committed versions of another cluster current in this one, on the caller's thread.
 *
 * <p>The transaction sets each head at its expected node version and checks the cluster's node, as a publish does. Unlike a
 * publish it may simply be planned again after whatever went wrong: what took effect is found in place.
 */
final class Installing {
    private final Connection connection;
    private final Calls calls;
    private final ClusterNodes clusters;
    private final Currents currents;
    private final Planner planner;
    private final Footing footing;
    private final Conflicts conflicts;

    Installing(Connection connection, Calls calls, Publishing.Tools tools, Conflicts conflicts) {
        this.connection = connection;
        this.calls = calls;
        this.clusters = tools.clusters();
        this.currents = new Currents(calls, tools.codec());
        this.planner = tools.planner();
        this.footing = tools.footing();
        this.conflicts = conflicts;
    }

    List<Outcome> install(Installation installation, Deadline deadline) {
        boolean list = false;
        Ringing.Manner manner = Ringing.Manner.USUAL;
        for (int attempt = 0; ; attempt++) {
            try {
                Attempt made = attempt(connection.await(deadline), installation, list, manner, deadline);
                if (made.done()) {
                    return made.outcomes();
                }
                list = true;
                manner = made.manner();
            } catch (StoreUnreachableException e) {
                if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            pause(attempt, deadline);
        }
    }

    private record Attempt(boolean done, List<Outcome> outcomes, Ringing.Manner manner) {}

    private Attempt attempt(
            Handle handle, Installation installation, boolean list, Ringing.Manner manner, Deadline deadline) {
        List<DocumentId> ids = installation.versions().stream()
                .map(committed -> committed.version().info().id())
                .toList();
        ClusterNode cluster = clusters.existing(handle, deadline);
        check(cluster.standing(), installation);
        CompletableFuture<?> caughtUp = handle.sync();
        Footing.Rights rights = footing.ask(handle, ids);
        List<Current> states = currents.read(handle, ids, list, deadline);
        calls.get(caughtUp, deadline, ids.get(0));
        List<Outcome> outcomes = outcomes(installation, states);
        List<Committed> newer = new ArrayList<>();
        List<Current> before = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) == Outcome.APPLIED) {
                newer.add(installation.versions().get(i));
                before.add(states.get(i));
            }
        }
        if (newer.isEmpty() || outcomes.contains(Outcome.DIVERGED)) {
            return new Attempt(true, outcomes, manner);
        }
        if (replacesUnseen(newer, before)) {
            return new Attempt(false, outcomes, manner);
        }
        setAside(handle, newer, before, deadline);
        Map<String, NamespaceAcl> access = rights.get(passes(cluster.standing()), deadline);
        Plan plan = footing.lay(
                handle, planner.install(Basis.read(cluster, before, access), newer), access, manner, deadline);
        MultiFailed failure = send(handle, plan, deadline);
        return new Attempt(failure == null, outcomes, failure == null ? manner : manner.after(plan, failure));
    }

    /** A standby takes what its primary took, also what that took before it gave the namespace up. */
    private static Predicate<Fence> passes(Standing standing) {
        return standing.role() == Standing.Role.STANDBY ? fence -> true : Fence::takesCopies;
    }

    private void check(Standing standing, Installation installation) {
        Committed first = installation.versions().get(0);
        DocumentId id = first.version().info().id();
        if (!standing.storeId().equals(first.version().storeId())) {
            throw new InvalidRequestException("The cluster at "
                    + connection.status().servers()
                    + " holds another store, so " + id + " was not copied there; nothing was written. Name the right"
                    + " cluster, or empty this one to let it join");
        }
        if (standing.role() == Standing.Role.WITNESS) {
            throw new InvalidRequestException(
                    "The cluster at " + connection.status().servers() + " is a witness and holds no documents; " + id
                            + " was not copied there");
        }
        if (standing.epoch() > installation.epoch()) {
            clusters.forget();
            throw new FencedException(
                    "The cluster at " + connection.status().servers() + " is in epoch " + standing.epoch()
                            + ", in which " + standing.primary() + " is the primary; " + id + " of epoch "
                            + installation.epoch() + " was not copied there",
                    id);
        }
    }

    private static List<Outcome> outcomes(Installation installation, List<Current> states) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            outcomes.add(outcome(installation.versions().get(i).version().info(), states.get(i)));
        }
        return outcomes;
    }

    private static Outcome outcome(VersionInfo version, Current state) {
        VersionInfo here = state.info();
        if (here == null || version.version().isNewerThan(here.version())) {
            return Outcome.APPLIED;
        }
        if (here.version().isNewerThan(version.version())) {
            return Outcome.OLDER;
        }
        boolean same =
                here.publishId().equals(version.publishId()) && here.sha256().equals(version.sha256());
        return same ? Outcome.KNOWN : Outcome.DIVERGED;
    }

    /** Whether a version takes the place of numbers that are in use here, so that history must be looked at first. */
    private static boolean replacesUnseen(List<Committed> newer, List<Current> before) {
        for (int i = 0; i < newer.size(); i++) {
            Current.Kept kept = before.get(i).kept();
            if (kept.listed() == null
                    && kept.newest() >= newer.get(i).version().info().version().number()) {
                return true;
            }
        }
        return false;
    }

    private void setAside(Handle handle, List<Committed> newer, List<Current> before, Deadline deadline) {
        for (int i = 0; i < newer.size(); i++) {
            VersionInfo info = newer.get(i).version().info();
            long number = info.version().number();
            Current.Kept kept = before.get(i).kept();
            List<Long> replaced = LongStream.concat(
                            kept.holds(number) ? LongStream.of(number) : LongStream.empty(), kept.above(number))
                    .boxed()
                    .toList();
            if (!replaced.isEmpty()) {
                conflicts.setAside(handle, info.id(), replaced, deadline);
            }
        }
    }

    /** Sends a transaction; null if it took effect, else why it did not, if another attempt will tell. */
    private @Nullable MultiFailed send(Handle handle, Plan plan, Deadline deadline) {
        CompletableFuture<@Nullable MultiFailed> sending = handle.multi(plan.operations())
                .<@Nullable MultiFailed>thenApply(results -> null)
                .exceptionallyCompose(failure -> {
                    Throwable cause = StoreErrors.unwrap(failure);
                    MultiFailed failed =
                            cause instanceof MultiFailed multi ? multi : new MultiFailed(StoreErrors.code(cause), null);
                    return isWorthAnother(failed.code()) || plan.blamesBells(failed)
                            ? CompletableFuture.completedFuture(failed)
                            : CompletableFuture.failedFuture(failure);
                });
        MultiFailed failed = calls.get(sending, deadline, plan.parts().get(0).id());
        if (failed != null) {
            clusters.forget();
        }
        return failed;
    }

    private static boolean isWorthAnother(Code code) {
        return switch (code) {
            case BADVERSION, NODEEXISTS, NONODE, THROTTLEDOP -> true;
            default -> StoreErrors.outcomeUnknown(code);
        };
    }

    private static void pause(int attempt, Deadline deadline) {
        long most = TimeUnit.MILLISECONDS.toNanos(2L << Math.min(attempt, 7));
        LockSupport.parkNanos(Math.min(ThreadLocalRandom.current().nextLong(most), deadline.leftNanos()));
    }
}
