package io.edict.plain.internal.topology.redundant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.Version;
import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.FencedNamespaceException;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import io.edict.plain.internal.topology.register.Operation;
import io.edict.plain.internal.topology.register.Outcome;
import io.edict.plain.internal.topology.register.Right;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Publishes documents through their registers. Blocks the caller up to a deadline. Any thread. */
final class RedundantPublishing {
    private static final int PROPOSERS = 1_000;
    private static final int UNKNOWN = 1_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** An operation ends by itself at its deadline; this is for what it takes to say so. */
    private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Tools tools;
    private final Packing packing;
    private final ContentLimit limit;
    private final Past past;
    private final Cache<DocumentId, DocumentProposer> proposers =
            Caffeine.newBuilder().maximumSize(PROPOSERS).expireAfterAccess(IDLE).build();
    /** The lowest version that publishes of unknown outcome were proposed as, should they be tried again. */
    private final Cache<UUID, Version> unknown =
            Caffeine.newBuilder().maximumSize(UNKNOWN).build();

    RedundantPublishing(Tools tools, Packing packing, ContentLimit limit, Past past) {
        this.past = past;
        this.tools = tools;
        this.packing = packing;
        this.limit = limit;
    }

    /** What publishing asks the store. */
    interface Past {
        /** A version, and the one before it. */
        PublishResult made(DocumentId id, long number, Deadline deadline);

        /** Looks in history for a publish that may have made a version since one, this included. */
        Found find(DocumentId id, UUID publishId, Version since, Deadline deadline);

        /** What keeps a namespace from being published to. */
        Fence fence(String namespace, Deadline deadline);

        /**
         * What history tells of a publish.
         *
         * @param made the version that it made, or null
         * @param notUntil up to which version it has certainly made none, or null if history does not reach back far enough
         */
        record Found(@Nullable Version made, @Nullable Version notUntil) {}
    }

    List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        if (changes.size() != 1) {
            throw new InvalidRequestException("A redundant store publishes one document at a time, because each has a"
                    + " register of its own, but " + changes.size() + " came together ("
                    + changes.get(0).id() + " and others); nothing was written. Publish them one by one, or put what"
                    + " must change together into one document");
        }
        limit.check(changes);
        Change change = changes.get(0);
        Roster.Known known = tools.roster().await(deadline);
        awaitQuorum(change.id(), known.membership(), deadline);
        DocumentProposer proposer = proposer(change.id(), known);
        Publish publish = new Publish(change, issuer, known, packing, proposer.library());
        Attempt attempt = new Attempt(change.id(), issuer.publishId(), publish, Right.PUBLISH, known);
        Outcome outcome = propose(proposer, attempt, deadline);
        if (outcome instanceof Outcome.Published published) {
            PublishResult made = publish.result(published.version());
            return List.of(
                    made == null ? past.made(change.id(), published.version().number(), deadline) : made);
        }
        throw refusal(attempt, outcome, deadline);
    }

    /**
     * Makes a version current that another store has committed, as it is.
     *
     * @return what became of it
     */
    Installation.Outcome copy(Installation.Committed committed, Deadline deadline) {
        DocumentId id = committed.version().info().id();
        Roster.Known known = tools.roster().await(deadline);
        Copy.check(committed, known);
        awaitQuorum(id, known.membership(), deadline);
        DocumentProposer proposer = proposer(id, known);
        Copy copy = new Copy(committed, packing, proposer.library());
        UUID publishId = committed.version().info().publishId();
        Attempt attempt = new Attempt(id, publishId, copy, Right.COPY, known);
        Outcome outcome = propose(proposer, attempt, deadline);
        if (outcome instanceof Outcome.Published published) {
            return copy.result(published.version());
        } else if (outcome instanceof Outcome.Refused refused && refused.reason() instanceof Copy.NotNewer reason) {
            return reason.outcome();
        }
        throw refusal(attempt, outcome, deadline);
    }

    /** What is to be published, and on what. */
    private record Attempt(DocumentId id, UUID publishId, Operation.Edit edit, Right right, Roster.Known known) {}

    private Outcome propose(DocumentProposer proposer, Attempt attempt, Deadline deadline) {
        UUID publishId = attempt.publishId();
        Membership membership = attempt.known().membership();
        Version since = unknown.getIfPresent(publishId);
        while (true) {
            Operation operation = new Operation.Publish(publishId, attempt.edit(), since, attempt.right());
            Outcome outcome = await(proposer, proposer.submit(operation, membership, deadline), deadline);
            Past.Found found = outcome instanceof Outcome.Unknown open && !deadline.passed()
                    ? past.find(attempt.id(), publishId, open.since(), deadline)
                    : new Past.Found(null, null);
            if (found.made() != null) {
                return new Outcome.Published(found.made());
            } else if (found.notUntil() == null) {
                return outcome;
            }
            // Others were so fast that no register remembers; history does, and this goes on from there.
            since = found.notUntil();
        }
    }

    /** Nothing is begun that cannot be ended: a publish that reached a minority would have an unknown outcome. */
    private void awaitQuorum(DocumentId id, Membership membership, Deadline deadline) {
        while (true) {
            Set<Member> there = new HashSet<>(membership.everyone());
            there.removeIf(member -> !tools.clusters().isConnected(member));
            if (membership.isQuorum(there)) {
                return;
            }
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                Set<Member> silent = new HashSet<>(membership.everyone());
                silent.removeAll(there);
                throw unreached(id, silent, membership, deadline);
            }
            LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.leftNanos()));
        }
    }

    private DocumentProposer proposer(DocumentId id, Roster.Known known) {
        return proposers.get(id, of -> new DocumentProposer(of, tools, known.membership()));
    }

    /** Finds out what is current, and finishes what others have begun. */
    CompletableFuture<Outcome> look(DocumentId id, boolean rewrite, Roster.Known known, Deadline deadline) {
        return proposer(id, known).submit(new Operation.Look(rewrite), known.membership(), deadline);
    }

    /** Where content of a document is found. */
    Library library(DocumentId id, Roster.Known known) {
        return proposer(id, known).library();
    }

    private static Outcome await(DocumentProposer proposer, CompletableFuture<Outcome> running, Deadline deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return running.get(deadline.leftNanos() + SLACK_NANOS, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    proposer.hurry(running);
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EdictException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("A fault in the redundant store", e.getCause());
        } catch (TimeoutException e) {
            throw new ClientClosedException("The client of the redundant store was closed");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private EdictException refusal(Attempt attempt, Outcome outcome, Deadline deadline) {
        DocumentId id = attempt.id();
        Membership membership = attempt.known().membership();
        if (outcome instanceof Outcome.Refused refused) {
            return refused.reason();
        } else if (outcome instanceof Outcome.Fenced) {
            return new FencedNamespaceException(
                    id, past.fence(id.namespace(), deadline), tools.clusters().servers());
        } else if (outcome instanceof Outcome.Unreached unreached) {
            return unreached(id, unreached.silent(), membership, deadline);
        } else if (outcome instanceof Outcome.Unknown open) {
            unknown.put(open.publishId(), open.since());
            return unknown(id, open, membership);
        }
        throw new IllegalStateException("No outcome of a publish: " + outcome);
    }

    private StoreUnreachableException unreached(
            DocumentId id, Set<Member> silent, Membership membership, Deadline deadline) {
        Set<Member> heard = new HashSet<>(membership.everyone());
        heard.removeAll(silent);
        String within = " within " + deadline.within().toMillis() + " ms";
        String message = membership.isQuorum(heard)
                ? id + " was not published" + within
                        + ", although enough clusters answered: others published it all the time, or connections kept"
                        + " breaking" + tools.troubles().describe() + "; nothing was written. Try again"
                : id + " was not published, because it takes a majority of the clusters, and of "
                        + membership.everyone().size() + " only " + heard.size() + " answered" + within
                        + "; silent: " + tools.clusters().describe(silent)
                        + tools.troubles().describe()
                        + "; nothing was written. Check these clusters and the network to them";
        return new StoreUnreachableException(message, id, null);
    }

    private OutcomeUnknownException unknown(DocumentId id, Outcome.Unknown open, Membership membership) {
        Set<Member> away = new HashSet<>(membership.everyone());
        away.removeIf(tools.clusters()::isConnected);
        return new OutcomeUnknownException(
                "Clusters were lost while version " + open.since() + " of " + id
                        + " was being published, and not enough of them could be asked in time how that ended"
                        + (away.isEmpty()
                                ? ""
                                : "; not connected: " + tools.clusters().describe(away))
                        + tools.troubles().describe() + "; look for the publish id " + open.publishId()
                        + " in the document's history before publishing again",
                id,
                open.publishId(),
                null);
    }
}
