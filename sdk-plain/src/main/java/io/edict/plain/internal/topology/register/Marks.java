package io.edict.plain.internal.topology.register;

import java.util.HashMap;
import java.util.Map;

/**
 * What clusters remember of each other: the highest ballot that each member is known to have accepted for a document. A
 * member that knows less of itself than others know of it has been restored from a backup, and may not vote.
 *
 * @param accepted the highest known ballot of each member
 */
public record Marks(Map<Member, Ballot> accepted) {
    /** Nothing is known. */
    public static final Marks NONE = new Marks(Map.of());

    /** Copies the map. */
    public Marks {
        accepted = Map.copyOf(accepted);
    }

    /** The highest ballot that a member is known to have accepted. */
    public Ballot of(Member member) {
        return accepted.getOrDefault(member, Ballot.NONE);
    }

    /** The highest ballot of all. */
    Ballot highest() {
        Ballot highest = Ballot.NONE;
        for (Ballot ballot : accepted.values()) {
            highest = highest.or(ballot);
        }
        return highest;
    }

    /** These and one more; a lower one than is known changes nothing. */
    public Marks with(Member member, Ballot ballot) {
        if (!of(member).isBelow(ballot)) {
            return this;
        }
        Map<Member, Ballot> more = new HashMap<>(accepted);
        more.put(member, ballot);
        return new Marks(more);
    }

    /** These and others, each at its highest. */
    public Marks and(Marks others) {
        if (accepted.isEmpty()) {
            return others;
        }
        Map<Member, Ballot> more = null;
        for (Map.Entry<Member, Ballot> mark : others.accepted.entrySet()) {
            if (of(mark.getKey()).isBelow(mark.getValue())) {
                more = more == null ? new HashMap<>(accepted) : more;
                more.put(mark.getKey(), mark.getValue());
            }
        }
        return more == null ? this : new Marks(more);
    }
}
