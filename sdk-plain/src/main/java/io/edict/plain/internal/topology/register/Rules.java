package io.edict.plain.internal.topology.register;

import io.edict.Version;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The decisions that safety rests upon, in one place, each a function of what it is given. Tests replace them by wrong ones. */
class Rules {
    /** Whether what these members have said stands. */
    boolean isQuorum(Membership members, Set<Member> some) {
        return members.isQuorum(some);
    }

    /**
     * Whether a member that has promised a ballot had accepted less than another remembers of it. Who promises a ballot
     * remembers no higher one, so what it remembers was accepted before this promise.
     */
    boolean forgot(Member member, Map<Member, Register> promises) {
        Register own = promises.get(member);
        if (own == null) {
            return false;
        }
        for (Register other : promises.values()) {
            Ballot mark = other.marks().of(member);
            if (own.accepted().isBelow(mark)) {
                return true;
            }
        }
        return false;
    }

    /** What the promises of a quorum tell. */
    Standing standing(Membership members, Map<Member, Register> promises) {
        Register last = last(promises);
        Edition edition = last.edition();
        Edition head = null;
        for (Register register : promises.values()) {
            head = Edition.newer(register.head(), head);
        }
        boolean outrun = head != null && (edition == null || head.isNewerThan(edition));
        return new Standing(edition, isChosen(edition, members, promises), head, outrun);
    }

    /** The register that accepted under the highest ballot. */
    Register last(Map<Member, Register> promises) {
        Register last = Register.EMPTY;
        for (Register register : promises.values()) {
            if (last.accepted().isBelow(register.accepted())) {
                last = register;
            }
        }
        return last;
    }

    /**
     * Whether the edition accepted under the highest ballot is chosen: it is if it is a head anywhere, or if a quorum has
     * accepted it under one ballot. The same edition under several ballots proves nothing, because each of these ballots
     * may still lose to one between them. Under which membership it was accepted does not matter, because what a majority of new
     * members has accepted is met by every joint quorum.
     */
    boolean isChosen(@Nullable Edition edition, Membership members, Map<Member, Register> promises) {
        if (edition == null) {
            return true;
        }
        Ballot ballot = last(promises).accepted();
        Set<Member> voters = new HashSet<>();
        for (Map.Entry<Member, Register> promise : promises.entrySet()) {
            if (edition.is(promise.getValue().head())) {
                return true;
            }
            if (promise.getValue().accepted().equals(ballot)) {
                voters.add(promise.getKey());
            }
        }
        return isQuorum(members, voters);
    }

    /**
     * The proof of what is current that it takes to say that an operation has written nothing. What was proposed before may
     * stand on a minority, where a later proposer finds and finishes it, until something is written above it.
     */
    Proof neededToConclude(boolean proposedBefore) {
        return proposedBefore ? Proof.WRITTEN : Proof.SEEN;
    }

    /** The version that a publish made already, going by what a chosen edition remembers. */
    @Nullable
    Version madeBefore(@Nullable Edition current, UUID publishId) {
        return current == null ? null : current.madeBy(publishId);
    }
}
