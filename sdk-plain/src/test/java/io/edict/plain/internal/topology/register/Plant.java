package io.edict.plain.internal.topology.register;

import io.edict.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Errors that the protocol could have, each to be found by the explorer. Those that are not rules are in {@link Site} and {@link World}. */
enum Plant {
    /** No error. */
    NONE,
    /** One member is taken for a quorum. */
    MAJORITY_OF_ONE,
    /** A cluster accepts below what it has promised. */
    ACCEPTANCE_WITHOUT_PROMISE_CHECK,
    /** A proposer adopts the edition with the lowest ballot instead of the highest. */
    WRONG_EDITION_ADOPTED,
    /** A proposer adopts nothing at all. */
    NOTHING_ADOPTED,
    /** What one member has accepted is taken for chosen, so conflicts are reported from it. */
    CONFLICT_FROM_UNCHOSEN,
    /** A conflict is reported from memory, without asking whether there is something newer. */
    CONFLICT_FROM_MEMORY,
    /** A publish is declared void before anything is written above it. */
    VOID_WITHOUT_WRITING,
    /** The same edition under several ballots is taken for chosen. */
    BALLOTS_MIXED,
    /** A proposer that starts again uses its old id, and with it its old ballots. */
    BALLOT_REUSED_AFTER_RESTART,
    /** A cluster restored from a backup votes. */
    AMNESIAC_VOTES,
    /** A cluster loses what it promised when it restarts. */
    PROMISE_NOT_WRITTEN_THROUGH,
    /** A publish that is tried again does not look whether it has been made already. */
    PUBLISHED_TWICE,
    /** A cluster shows followers what it has accepted only. */
    HEAD_BEFORE_CHOSEN,
    /** Installing moves heads in any direction. */
    HEAD_MOVES_BACK,
    /** The edition before is not brought along, so history has holes. */
    BASE_LEFT_OUT,
    /** A change of members is completed without looking at the document. */
    RESCAN_LEFT_OUT,
    /** Members change at once, without a joint stage. */
    JOINT_STAGE_LEFT_OUT,
    /** A cluster takes publishes into a namespace that was given up. */
    FENCE_NOT_CHECKED,
    /** A namespace counts as given up when a majority of clusters takes no publishes any more. */
    FENCED_BY_A_MAJORITY,
    /** What is current of a namespace that was given up is looked at, but not accepted anew. */
    SEALED_WITHOUT_WRITING;

    Rules rules() {
        return switch (this) {
            case MAJORITY_OF_ONE ->
                new Rules() {
                    @Override
                    boolean isQuorum(Membership members, Set<Member> some) {
                        return !some.isEmpty();
                    }
                };
            case WRONG_EDITION_ADOPTED -> new LowestAdopted();
            case NOTHING_ADOPTED ->
                new Rules() {
                    @Override
                    Standing standing(Membership members, Map<Member, Register> promises) {
                        return new Standing(null, true, null, false);
                    }
                };
            case CONFLICT_FROM_UNCHOSEN ->
                new Rules() {
                    @Override
                    boolean isChosen(@Nullable Edition edition, Membership members, Map<Member, Register> promises) {
                        return true;
                    }
                };
            case CONFLICT_FROM_MEMORY ->
                new Rules() {
                    @Override
                    Proof neededToConclude(boolean proposedBefore) {
                        return proposedBefore ? Proof.WRITTEN : Proof.REMEMBERED;
                    }
                };
            case VOID_WITHOUT_WRITING ->
                new Rules() {
                    @Override
                    Proof neededToConclude(boolean proposedBefore) {
                        return Proof.SEEN;
                    }
                };
            case BALLOTS_MIXED -> new BallotsMixed();
            case AMNESIAC_VOTES -> new AmnesiacVotes();
            case PUBLISHED_TWICE ->
                new Rules() {
                    @Override
                    @Nullable
                    Version madeBefore(@Nullable Edition current, UUID publishId) {
                        return null;
                    }
                };
            default -> new Rules();
        };
    }

    private static final class LowestAdopted extends Rules {
        @Override
        Register last(Map<Member, Register> promises) {
            Register lowest = Register.EMPTY;
            for (Register register : promises.values()) {
                if (register.edition() != null
                        && (lowest.edition() == null || register.accepted().isBelow(lowest.accepted()))) {
                    lowest = register;
                }
            }
            return lowest;
        }

        @Override
        Standing standing(Membership members, Map<Member, Register> promises) {
            Standing right = super.standing(members, promises);
            return new Standing(right.edition(), right.chosen(), right.base(), false);
        }
    }

    private static final class BallotsMixed extends Rules {
        @Override
        boolean isChosen(@Nullable Edition edition, Membership members, Map<Member, Register> promises) {
            Map<Member, Register> same = new HashMap<>(promises);
            same.values().removeIf(register -> edition != null && !edition.is(register.edition()));
            return super.isChosen(edition, members, promises) || isQuorum(members, same.keySet());
        }
    }

    private static final class AmnesiacVotes extends Rules {
        @Override
        boolean forgot(Member member, Map<Member, Register> promises) {
            return false;
        }

        @Override
        Standing standing(Membership members, Map<Member, Register> promises) {
            Standing right = super.standing(members, promises);
            return new Standing(right.edition(), right.chosen(), right.base(), false);
        }
    }
}
