package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.topology.redundant.RegisterCluster.Reply;
import io.edict.plain.internal.topology.register.Action;
import io.edict.plain.internal.topology.register.Event;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import io.edict.plain.internal.topology.register.Operation;
import io.edict.plain.internal.topology.register.Outcome;
import io.edict.plain.internal.topology.register.Proposer;
import io.edict.plain.internal.topology.register.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does what a {@link Proposer} says, for one document: sends its requests to the clusters, brings it their answers, keeps its
 * time. Operations are done one after the other.
 *
 * <p>Everything but {@link #submit} and the constructor runs in the mailbox, which owns all fields.
 */
final class DocumentProposer {
    /** Pauses are up to this many rounds at first, so that who has lost once or twice is not always the slower one. */
    private static final int ROUNDS_OF_PAUSE = 4;

    /**
     * So long after an operation it is asked for votes anew, which takes a round trip: what is proposed by an old right may
     * have been overtaken by more versions than anybody remembers, and then has an unknown outcome.
     */
    private static final long RIGHT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int PATIENT_ATTEMPTS = 8;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final DocumentId id;
    private final Tools tools;
    private final Library library;
    private final Mailbox mailbox;
    private final Deque<Job> waiting = new ArrayDeque<>();
    /** The connections on which the members were asked for the ballot that is in use, or for one that led to it. */
    private final Map<Member, Long> begun = new HashMap<>();

    private Proposer proposer;
    private Membership membership;
    private @Nullable Job running;
    private long restingSince;

    DocumentProposer(DocumentId id, Tools tools, Membership membership) {
        this.id = id;
        this.tools = tools;
        this.library = new Library(id, tools.clusters().all());
        this.mailbox = new Mailbox(tools.worker());
        this.membership = membership;
        this.proposer = new Proposer(UUID.randomUUID(), membership);
    }

    private static final class Job {
        final Operation operation;
        final CompletableFuture<Outcome> result = new CompletableFuture<>();

        @Nullable
        Future<?> alarm;

        Job(Operation operation) {
            this.operation = operation;
        }
    }

    /** Where the content of this document's versions is found. */
    Library library() {
        return library;
    }

    /** Begins an operation as soon as those before it have ended; it ends by its deadline in any case. */
    CompletableFuture<Outcome> submit(Operation operation, Membership known, Deadline deadline) {
        Job job = new Job(operation);
        mailbox.post(() -> {
            try {
                job.alarm = tools.timer()
                        .schedule(() -> mailbox.post(() -> expire(job)), deadline.leftNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                job.result.completeExceptionally(closed);
                return;
            }
            waiting.add(job);
            moved(known);
            next();
        });
        return job.result;
    }

    /** Ends an operation before its deadline, with what is known by then. */
    void hurry(CompletableFuture<Outcome> result) {
        mailbox.post(() -> {
            Job now = running;
            if (now != null && now.result == result) {
                expire(now);
            } else {
                waiting.stream().filter(job -> job.result == result).findFirst().ifPresent(this::expire);
            }
        });
    }

    private void next() {
        Job job = running == null ? waiting.poll() : null;
        if (job != null) {
            running = job;
            if (isOutOfTouch()) {
                proposer = new Proposer(UUID.randomUUID(), membership);
                begun.clear();
            } else if (System.nanoTime() - restingSince > RIGHT_NANOS) {
                proposer.forgo();
            }
            perform(() -> proposer.start(job.operation));
        }
    }

    /**
     * Whether a member is back that could not vote for the ballot in use, because its connection is another one. Then it is
     * begun anew, as after a start of the process; that costs a round trip once.
     */
    private boolean isOutOfTouch() {
        for (Member member : begun.isEmpty() ? Set.<Member>of() : membership.everyone()) {
            RegisterCluster cluster = tools.clusters().of(member);
            if (cluster != null && cluster.isConnected() && begun.getOrDefault(member, -1L) != cluster.connection()) {
                return true;
            }
        }
        return false;
    }

    private void expire(Job job) {
        if (job == running) {
            perform(() -> proposer.on(new Event.Expired()));
        } else if (waiting.remove(job)) {
            finish(job, new Outcome.Unreached(Set.of()));
        }
    }

    private void moved(Membership to) {
        if (to.epoch() > membership.epoch()) {
            membership = to;
            perform(() -> proposer.on(new Event.Moved(to)));
        }
    }

    private interface Step {
        List<Action> take();
    }

    /** A fault in an edit must not leave a proposer behind that has half an operation. */
    private void perform(Step step) {
        List<Action> actions;
        try {
            actions = step.take();
        } catch (RuntimeException fault) {
            proposer = new Proposer(UUID.randomUUID(), membership);
            Job failed = running;
            running = null;
            if (failed != null) {
                cancel(failed);
                failed.result.completeExceptionally(fault);
            }
            mailbox.post(this::next);
            return;
        }
        actions.forEach(this::perform);
    }

    private void perform(Action action) {
        if (action instanceof Action.Send send) {
            send(send.to(), send.request());
        } else if (action instanceof Action.RetryLater retry) {
            retryLater(retry.attempt());
        } else if (action instanceof Action.Reload) {
            Futures.on(tools.roster().reload(), (to, failure) -> {
                if (failure == null) {
                    mailbox.post(() -> moved(to));
                }
            });
        } else if (action instanceof Action.Inform inform) {
            tools.roster().inform(inform.member(), inform.membership());
        } else if (action instanceof Action.Done done) {
            done(done.outcome());
        } else {
            report(action);
        }
    }

    private void report(Action action) {
        if (action instanceof Action.ReportForgetful forgetful) {
            tools.events().forgetful(id, forgetful.member());
        } else if (action instanceof Action.ReportDiverged diverged) {
            tools.events().diverged(id, diverged.member());
            tools.debts().owe(diverged.member().cluster(), id);
        } else if (action instanceof Action.ReportFinished) {
            tools.events().finished(id);
        }
    }

    private void send(Member to, Request request) {
        RegisterCluster cluster = tools.clusters().of(to);
        if (cluster == null || !cluster.isConnected()) {
            lost(to, request);
            return;
        }
        long connection = cluster.connection();
        if (request instanceof Request.Prepare) {
            begun.put(to, connection);
        } else if (request instanceof Request.Accept && begun.getOrDefault(to, -1L) != connection) {
            lost(to, request);
            return;
        }
        long asked = System.nanoTime();
        Future<?> impatience = impatience(to, request);
        Futures.on(cluster.ask(to, connection, id, request, library), (reply, failure) -> {
            impatience.cancel(false);
            if (failure == null) {
                tools.pace().answered(to.cluster(), System.nanoTime() - asked);
                mailbox.post(() -> answered(to, request, reply));
            } else {
                tools.troubles().note(to.cluster(), failure);
                lost(to, request);
            }
        });
    }

    /** The proposer goes on without a member that does not answer; should the answer come, it counts as far as it can. */
    private Future<?> impatience(Member to, Request request) {
        return tools.timer()
                .schedule(
                        () -> {
                            tools.pace().suspect(to.cluster());
                            mailbox.post(() -> perform(() -> proposer.on(new Event.Lost(to, request))));
                        },
                        tools.pace().patience(to.cluster()),
                        TimeUnit.NANOSECONDS);
    }

    private void answered(Member from, Request request, Reply reply) {
        Parcel accepted = reply.accepted();
        if (accepted != null) {
            library.add(accepted);
        }
        tools.troubles().clear(from.cluster());
        perform(() -> proposer.on(new Event.Answered(from, request, reply.answer())));
    }

    private void lost(Member to, Request request) {
        if (request instanceof Request.Install) {
            tools.debts().owe(to.cluster(), id);
        }
        mailbox.post(() -> perform(() -> proposer.on(new Event.Lost(to, request))));
    }

    /** Full jitter, so that proposers who were in each other's way do not meet again. */
    private void retryLater(int attempt) {
        long most = tools.pace().round() * ROUNDS_OF_PAUSE * (1 + attempt / PATIENT_ATTEMPTS);
        long pause = ThreadLocalRandom.current().nextLong(1 + Math.min(most, LONGEST_PAUSE_NANOS));
        try {
            Future<?> unused = tools.timer()
                    .schedule(
                            () -> mailbox.post(() -> perform(() -> proposer.on(new Event.RetryDue(attempt)))),
                            pause,
                            TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            perform(() -> proposer.on(new Event.Expired()));
        }
    }

    private void done(Outcome outcome) {
        Job job = running;
        running = null;
        restingSince = System.nanoTime();
        if (job != null) {
            finish(job, outcome);
        }
        if (waiting.isEmpty()) {
            library.rest();
        }
        mailbox.post(this::next);
    }

    private static void finish(Job job, Outcome outcome) {
        cancel(job);
        job.result.complete(outcome);
    }

    private static void cancel(Job job) {
        Future<?> alarm = job.alarm;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }
}
