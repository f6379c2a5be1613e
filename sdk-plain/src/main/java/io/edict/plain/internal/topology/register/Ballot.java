package io.edict.plain.internal.topology.register;

import java.util.UUID;

/**
 * The right to propose once. Ballots are ordered by round, then by proposer; no two proposals ever bear the same one, because
 * a proposer's id is drawn anew whenever its process starts, and it uses each of its rounds for one proposal only.
 *
 * @param round the round, from 1
 * @param proposer who proposes, since its process started
 */
public record Ballot(long round, UUID proposer) implements Comparable<Ballot> {
    /** Before every ballot. */
    public static final Ballot NONE = new Ballot(0, new UUID(0, 0));

    /** The same proposer's next ballot, which is promised together with the acceptance of this one. */
    public Ballot next() {
        return new Ballot(round + 1, proposer);
    }

    /** Whether this ballot comes before another. */
    public boolean isBelow(Ballot other) {
        return compareTo(other) < 0;
    }

    /** The later of the two. */
    public Ballot or(Ballot other) {
        return isBelow(other) ? other : this;
    }

    @Override
    public int compareTo(Ballot other) {
        int byRound = Long.compare(round, other.round);
        return byRound != 0 ? byRound : proposer.compareTo(other.proposer);
    }
}
