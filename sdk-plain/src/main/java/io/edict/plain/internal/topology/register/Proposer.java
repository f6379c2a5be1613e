package io.edict.plain.internal.topology.register;

import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.plain.internal.topology.register.Stage.Purpose;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proposes for one document, one operation after the other: the package's essay says how and why. Pure: it is told what
 * happened and answers with what to do; it has no threads, no clock, no I/O. Owned by one thread.
 *
 * <p>While nobody else proposes, an operation costs one round trip to a quorum to have its edition accepted and one to install
 * it, because the right to propose next came with the last acceptance. The first one costs a round trip more. What another
 * proposer left unfinished costs one more, once.
 */
public final class Proposer {
    /**
     * Who keeps publishing raises the round with each version. Somebody who waits between attempts would always come too late
     * with the next round, so it leaps further with each.
     */
    private static final int HIGHEST_LEAP = 16;

    private final UUID id;
    private final Rules rules;
    private Membership members;
    /** The highest round used here or seen anywhere. */
    private long round;

    private Marks marks = Marks.NONE;
    /** Members that have shown that they forgot what they accepted. */
    private final Set<Member> forgetful = new HashSet<>();
    /** The right to propose without asking, if this proposer was the last to have something accepted. */
    private @Nullable Lead lead;

    private @Nullable Task task;
    private Stage stage = new Stage.Resting();

    /** A quorum has promised the ballot, and accepted the edition right before it. */
    private record Lead(Ballot ballot, @Nullable Edition edition) {}

    /**
     * Begins idle.
     *
     * @param id drawn at random when the process started: two processes, and two starts of one, never share it
     * @param members who votes
     */
    public Proposer(UUID id, Membership members) {
        this(id, members, new Rules());
    }

    Proposer(UUID id, Membership members, Rules rules) {
        this.id = id;
        this.members = members;
        this.rules = rules;
    }

    /** Whether no operation is under way. */
    public boolean isIdle() {
        return task == null;
    }

    /** Members that have shown that they forgot what they accepted. */
    public Set<Member> forgetful() {
        return Set.copyOf(forgetful);
    }

    /** Gives up the right to propose without asking, which others may have taken long ago. */
    public void forgo() {
        lead = null;
    }

    /**
     * Begins an operation.
     *
     * @throws IllegalStateException if one is under way
     */
    public List<Action> start(Operation operation) {
        if (task != null) {
            throw new IllegalStateException("A proposer does one thing after the other");
        }
        Task begun = new Task(operation);
        task = begun;
        List<Action> actions = new ArrayList<>();
        Lead held = lead;
        if (held == null) {
            prepare(begun, actions);
        } else {
            proceed(begun, held, Proof.REMEMBERED, actions);
        }
        return actions;
    }

    /** Takes note of an event and tells what to do. */
    public List<Action> on(Event event) {
        List<Action> actions = new ArrayList<>();
        if (event instanceof Event.Answered answered) {
            learn(answered, actions);
        }
        Task current = task;
        if (event instanceof Event.Moved moved) {
            moved(moved.members(), current, actions);
        } else if (current != null) {
            if (event instanceof Event.Answered answered) {
                current.heard.add(answered.from());
                answered(current, answered, actions);
            } else if (event instanceof Event.Lost lost && concerns(lost.request())) {
                decline(current, lost.to(), actions);
            } else if (event instanceof Event.RetryDue due && due.attempt() == current.attempt) {
                retry(current, actions);
            } else if (event instanceof Event.Expired) {
                expired(current, actions);
            }
        }
        return actions;
    }

    /** What is worth knowing of an answer even if it comes late. */
    private void learn(Event.Answered answered, List<Action> actions) {
        if (answered.answer() instanceof Answer.Rejected rejected) {
            round = Math.max(round, rejected.promised().round());
        } else if (answered.answer() instanceof Answer.Promised promised) {
            Register held = promised.held();
            marks = marks.and(held.marks()).with(answered.from(), held.accepted());
        } else if (answered.answer() instanceof Answer.Accepted
                && answered.request() instanceof Request.Accept accept) {
            marks = marks.with(answered.from(), accept.term().ballot());
        } else if (answered.answer() instanceof Answer.Forgot) {
            reportForgetful(answered.from(), actions);
        } else if (answered.answer() instanceof Answer.Diverged diverged) {
            actions.add(new Action.ReportDiverged(answered.from(), diverged.head()));
        } else if (answered.answer() instanceof Answer.OtherEpoch other) {
            boolean later = other.epoch() > members.epoch();
            actions.add(later ? new Action.Reload(other.epoch()) : new Action.Inform(answered.from(), members));
        }
    }

    private void reportForgetful(Member member, List<Action> actions) {
        if (forgetful.add(member)) {
            actions.add(new Action.ReportForgetful(member));
        }
    }

    /** Whether a request is of the stage that the operation is in, and no earlier one. */
    private boolean concerns(Request request) {
        if (stage instanceof Stage.Preparing preparing) {
            return request instanceof Request.Prepare prepare
                    && prepare.term().ballot().equals(preparing.ballot())
                    && prepare.term().epoch() == members.epoch();
        } else if (stage instanceof Stage.Accepting accepting) {
            return request instanceof Request.Accept accept
                    && accept.term().ballot().equals(accepting.ballot())
                    && accept.term().epoch() == members.epoch();
        } else if (stage instanceof Stage.Installing installing) {
            return request instanceof Request.Install install
                    && install.edition().is(installing.edition());
        }
        return false;
    }

    private void answered(Task current, Event.Answered answered, List<Action> actions) {
        if (!concerns(answered.request())) {
            return;
        }
        Member from = answered.from();
        if (answered.answer() instanceof Answer.Promised promised && stage instanceof Stage.Preparing preparing) {
            promised(current, preparing, from, promised.held(), actions);
        } else if (answered.answer() instanceof Answer.Accepted && stage instanceof Stage.Accepting accepting) {
            accepting.tally().agree(from);
            if (accepting.tally().isWon()) {
                chosen(current, accepting, actions);
            }
        } else if (answered.answer() instanceof Answer.Fenced) {
            current.fenced = true;
            decline(current, from, actions);
        } else if (answered.answer() instanceof Answer.Installed && stage instanceof Stage.Installing installing) {
            installing.tally().agree(from);
            if (installing.tally().isWon()) {
                end(installing.outcome(), actions);
            }
        } else {
            decline(current, from, actions);
        }
    }

    private void prepare(Task current, List<Action> actions) {
        lead = null;
        round += 1L << Math.min(current.attempt, HIGHEST_LEAP);
        Stage.Preparing preparing = new Stage.Preparing(new Ballot(round, id), tally());
        stage = preparing;
        for (Member member : voters()) {
            actions.add(new Action.Send(member, new Request.Prepare(term(preparing.ballot(), member))));
        }
        restIfLost(current, preparing.tally(), actions);
    }

    private Tally tally() {
        Tally tally = new Tally(members, rules);
        forgetful.forEach(tally::exclude);
        return tally;
    }

    private List<Member> voters() {
        List<Member> voters = new ArrayList<>(members.everyone());
        voters.removeAll(forgetful);
        return voters;
    }

    private Request.Term term(Ballot ballot, Member member) {
        return new Request.Term(members.epoch(), ballot, marks.of(member));
    }

    private void promised(Task current, Stage.Preparing preparing, Member from, Register held, List<Action> actions) {
        preparing.promises().put(from, held);
        preparing.tally().agree(from);
        for (Member member : Set.copyOf(preparing.promises().keySet())) {
            if (rules.forgot(member, preparing.promises())) {
                reportForgetful(member, actions);
                preparing.promises().remove(member);
                preparing.tally().exclude(member);
            }
        }
        if (preparing.tally().isWon()) {
            elected(current, preparing, actions);
        } else {
            restIfLost(current, preparing.tally(), actions);
        }
    }

    private void elected(Task current, Stage.Preparing preparing, List<Action> actions) {
        Standing standing = rules.standing(members, preparing.promises());
        if (standing.outrun()) {
            rest(current, actions);
        } else if (standing.chosen()) {
            proceed(current, new Lead(preparing.ballot(), standing.edition()), Proof.SEEN, actions);
        } else {
            Lead right = new Lead(preparing.ballot(), standing.edition());
            propose(current, right, standing.base(), Purpose.FINISH, actions);
        }
    }

    /** Goes on from what is current: decides what to propose, or that there is nothing to. */
    private void proceed(Task current, Lead right, Proof proof, List<Action> actions) {
        Edition edition = right.edition();
        UUID publishId = current.publishId;
        Version made = publishId == null ? null : rules.madeBefore(edition, publishId);
        if (made != null && edition != null) {
            install(current, edition, new Outcome.Published(made), actions);
            return;
        }
        boolean conclusive = proof.atLeast(rules.neededToConclude(current.since != null || current.mustRewrite()));
        if (isForgotten(current, edition)) {
            end(current.undecided(members.everyone()), actions);
        } else if (current.operation instanceof Operation.Publish publish) {
            edit(current, publish.edit(), right, conclusive, actions);
        } else if (!conclusive) {
            propose(current, right, edition, Purpose.CONFIRM, actions);
        } else if (current.operation instanceof Operation.Settle) {
            end(new Outcome.NotPublished(edition), actions);
        } else if (edition == null) {
            end(new Outcome.Current(null), actions);
        } else {
            install(current, edition, new Outcome.Current(edition), actions);
        }
    }

    /** Whether the publish was proposed as a version that nothing is remembered of any more. */
    private static boolean isForgotten(Task current, @Nullable Edition edition) {
        return current.since != null && edition != null && !edition.remembers(current.since);
    }

    private void edit(Task current, Operation.Edit edit, Lead right, boolean conclusive, List<Action> actions) {
        Edition before = right.edition();
        VersionInfo next = null;
        Outcome refused = new Outcome.Fenced(before);
        try {
            next = current.fenced ? null : edit.next(before == null ? null : before.info());
        } catch (EdictException refusal) {
            refused = new Outcome.Refused(refusal, before);
        }
        if (next == null) {
            if (conclusive) {
                end(refused, actions);
            } else {
                propose(current, right, before, Purpose.CONFIRM, actions);
            }
            return;
        }
        if (before != null && !next.version().isNewerThan(before.version())) {
            throw new IllegalStateException(
                    "Version " + next.version() + " of " + next.id() + " cannot follow version " + before.version());
        }
        current.proposed(next.version());
        propose(current, new Lead(right.ballot(), Edition.after(before, next)), before, Purpose.PUBLISH, actions);
    }

    private void propose(Task current, Lead right, @Nullable Edition base, Purpose purpose, List<Action> actions) {
        lead = null;
        round = Math.max(round, right.ballot().round() + 1);
        Stage.Accepting accepting = new Stage.Accepting(right.ballot(), right.edition(), purpose, tally());
        stage = accepting;
        for (Member member : voters()) {
            Request.Term term = term(right.ballot(), member);
            actions.add(new Action.Send(
                    member, new Request.Accept(term, right.edition(), base, marks, needed(current, purpose))));
        }
        restIfLost(current, accepting.tally(), actions);
    }

    private static Right needed(Task current, Purpose purpose) {
        return purpose == Purpose.PUBLISH && current.operation instanceof Operation.Publish publish
                ? publish.right()
                : Right.SETTLE;
    }

    private void chosen(Task current, Stage.Accepting accepting, List<Action> actions) {
        Lead right = new Lead(accepting.ballot().next(), accepting.edition());
        lead = right;
        Edition edition = accepting.edition();
        if (accepting.purpose() == Purpose.PUBLISH && edition != null) {
            install(current, edition, new Outcome.Published(edition.version()), actions);
            return;
        }
        if (accepting.purpose() == Purpose.FINISH && edition != null) {
            actions.add(new Action.ReportFinished(edition));
            sendInstalls(edition, actions);
        }
        proceed(current, right, Proof.WRITTEN, actions);
    }

    private void install(Task current, Edition edition, Outcome outcome, List<Action> actions) {
        Stage.Installing installing = new Stage.Installing(edition, outcome, new Tally(members, rules));
        stage = installing;
        sendInstalls(edition, actions);
        restIfLost(current, installing.tally(), actions);
    }

    private void sendInstalls(Edition edition, List<Action> actions) {
        for (Member member : members.everyone()) {
            actions.add(new Action.Send(member, new Request.Install(edition, marks)));
        }
    }

    private void decline(Task current, Member member, List<Action> actions) {
        Tally tally = openTally();
        if (tally != null && tally.decline(member)) {
            restIfLost(current, tally, actions);
        }
    }

    private @Nullable Tally openTally() {
        if (stage instanceof Stage.Preparing preparing) {
            return preparing.tally();
        } else if (stage instanceof Stage.Accepting accepting) {
            return accepting.tally();
        }
        return stage instanceof Stage.Installing installing ? installing.tally() : null;
    }

    private void restIfLost(Task current, Tally tally, List<Action> actions) {
        if (tally.isLost()) {
            rest(current, actions);
        }
    }

    /** What is chosen stays to be installed; everything else begins again with a higher ballot. */
    private void rest(Task current, List<Action> actions) {
        current.attempt++;
        if (!(stage instanceof Stage.Installing)) {
            stage = new Stage.Resting();
        }
        actions.add(new Action.RetryLater(current.attempt));
    }

    private void retry(Task current, List<Action> actions) {
        if (stage instanceof Stage.Installing installing) {
            install(current, installing.edition(), installing.outcome(), actions);
        } else if (stage instanceof Stage.Resting) {
            prepare(current, actions);
        }
    }

    /** What is chosen has happened, installed or not: whoever looks next installs it. */
    private void expired(Task current, List<Action> actions) {
        boolean chosen = stage instanceof Stage.Installing;
        Outcome outcome = stage instanceof Stage.Installing installing
                ? installing.outcome()
                : current.undecided(members.everyone());
        if (!chosen) {
            lead = null;
        }
        end(outcome, actions);
    }

    private void end(Outcome outcome, List<Action> actions) {
        task = null;
        stage = new Stage.Resting();
        actions.add(new Action.Done(outcome));
    }

    private void moved(Membership to, @Nullable Task current, List<Action> actions) {
        if (to.epoch() <= members.epoch()) {
            return;
        }
        members = to;
        lead = null;
        forgetful.retainAll(to.everyone());
        if (current != null && stage instanceof Stage.Installing installing) {
            install(current, installing.edition(), installing.outcome(), actions);
        } else if (current != null) {
            prepare(current, actions);
        }
    }
}
