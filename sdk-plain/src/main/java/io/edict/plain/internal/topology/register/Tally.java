package io.edict.plain.internal.topology.register;

import java.util.HashSet;
import java.util.Set;

/** Counts who has answered a round, and how. */
final class Tally {
    private final Membership members;
    private final Rules rules;
    private final Set<Member> open;
    private final Set<Member> agreed = new HashSet<>();

    Tally(Membership members, Rules rules) {
        this.members = members;
        this.rules = rules;
        this.open = new HashSet<>(members.everyone());
    }

    void agree(Member member) {
        if (open.remove(member)) {
            agreed.add(member);
        }
    }

    /** It will not agree in this round; tells whether that was open. */
    boolean decline(Member member) {
        return open.remove(member);
    }

    /** It does not count, whatever it has said. */
    void exclude(Member member) {
        open.remove(member);
        agreed.remove(member);
    }

    boolean isWon() {
        return rules.isQuorum(members, agreed);
    }

    /** Whether those still to answer cannot make a quorum any more. */
    boolean isLost() {
        Set<Member> possible = new HashSet<>(agreed);
        possible.addAll(open);
        return !rules.isQuorum(members, possible);
    }
}
