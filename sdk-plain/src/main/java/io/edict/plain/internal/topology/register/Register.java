package io.edict.plain.internal.topology.register;

import org.jspecify.annotations.Nullable;

/**
 * What one cluster holds for one document, and how a request changes it. A cluster only stores this: the process that asks
 * reads it, computes {@link #on} and writes the result on condition that the node's ZooKeeper version, and that of the
 * node with the cluster's epoch, have not changed; register, head and history in one transaction. If the condition fails,
 * the same is done again with what is there now. If the outcome is unknown, too: every request may be executed twice.
 *
 * @param promised no lower ballot than this is taken; never below a mark, because where others have accepted a higher ballot
 *     a lower one must not be won with the help of a member that has forgotten it
 * @param accepted the ballot of the edition, or {@link Ballot#NONE}
 * @param edition what was accepted last, not necessarily chosen; null if nothing was, or that there is nothing
 * @param head what followers see here, always chosen; null if there is nothing
 * @param marks what members are known to have accepted
 */
public record Register(
        Ballot promised,
        Ballot accepted,
        @Nullable Edition edition,
        @Nullable Edition head,
        Marks marks) {
    /** As it is where there is no node. */
    public static final Register EMPTY = new Register(Ballot.NONE, Ballot.NONE, null, null, Marks.NONE);

    /**
     * What becomes of a register.
     *
     * @param after how it is to stand; the same object if nothing is to be written
     * @param answer what the asking process is told once that is written
     */
    public record Step(Register after, Answer answer) {}

    /**
     * Carries out a request.
     *
     * @param request what is asked
     * @param epoch the membership that the cluster goes by
     * @param allowed what the cluster allows in the document's namespace
     */
    public Step on(Request request, long epoch, Right allowed) {
        if (request instanceof Request.Prepare prepare) {
            Answer refusal = refusal(prepare.term(), epoch);
            return refusal == null ? prepare(prepare.term().ballot()) : stay(refusal);
        } else if (request instanceof Request.Accept accept) {
            Answer refusal = refusal(accept.term(), epoch);
            return refusal == null ? accept(accept, allowed) : stay(refusal);
        }
        return install((Request.Install) request);
    }

    private static @Nullable Answer outdated(Request.Term term, long epoch) {
        return term.epoch() == epoch ? null : new Answer.OtherEpoch(epoch);
    }

    private @Nullable Answer refusal(Request.Term term, long epoch) {
        Answer outdated = outdated(term, epoch);
        if (outdated == null && accepted.isBelow(term.known())) {
            return new Answer.Forgot();
        }
        return outdated;
    }

    private Step stay(Answer answer) {
        return new Step(this, answer);
    }

    private Step prepare(Ballot ballot) {
        if (ballot.isBelow(promised)) {
            return stay(new Answer.Rejected(promised));
        }
        Register after = ballot.equals(promised) ? this : new Register(ballot, accepted, edition, head, marks);
        return new Step(after, new Answer.Promised(this));
    }

    private Step accept(Request.Accept accept, Right allowed) {
        Ballot ballot = accept.term().ballot();
        if (ballot.equals(accepted)) {
            return stay(new Answer.Accepted());
        }
        if (ballot.isBelow(promised)) {
            return stay(new Answer.Rejected(promised));
        }
        if (!allowed.allows(accept.right())) {
            return stay(new Answer.Fenced());
        }
        Edition moved = Edition.newer(accept.base(), head);
        Marks sum = marks.and(accept.marks());
        Register after = new Register(ballot.next().or(sum.highest()), ballot, accept.edition(), moved, sum);
        return new Step(after, new Answer.Accepted());
    }

    private Step install(Request.Install install) {
        Edition chosen = install.edition();
        if (head != null && head.version().equals(chosen.version()) && !head.is(chosen)) {
            return stay(new Answer.Diverged(head));
        }
        Marks sum = marks.and(install.marks());
        if (!chosen.isNewerThan(head) && sum.equals(marks)) {
            return new Step(this, new Answer.Installed());
        }
        Ballot floor = promised.or(sum.highest());
        return new Step(
                new Register(floor, accepted, edition, Edition.newer(chosen, head), sum), new Answer.Installed());
    }
}
