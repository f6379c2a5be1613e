package io.edict.plain.internal.topology.register;

import org.jspecify.annotations.Nullable;

/** What a proposer asks of a cluster, for one document. Each may be repeated, arrive late, or twice. */
public sealed interface Request {
    /**
     * Under what right a vote is asked for.
     *
     * @param epoch the membership that the proposer goes by
     * @param ballot its ballot
     * @param known the highest ballot that the asked member is known to have accepted, which it must not have forgotten
     */
    record Term(long epoch, Ballot ballot, Ballot known) {}

    /** Promise to take no lower ballot, and say what you have accepted. */
    record Prepare(Term term) implements Request {}

    /**
     * Accept an edition, and promise the proposer's next ballot.
     *
     * @param edition the edition, or null to make sure that there is none
     * @param base the edition it follows, which is chosen: it is installed in the same step unless the head is there already.
     *     Null if there is none before it
     * @param marks what members are known to have accepted
     * @param right what the cluster must allow for that
     */
    record Accept(
            Term term, @Nullable Edition edition, @Nullable Edition base, Marks marks, Right right)
            implements Request {}

    /** Make a chosen edition the head and a part of history, unless the head is there already. */
    record Install(Edition edition, Marks marks) implements Request {}
}
