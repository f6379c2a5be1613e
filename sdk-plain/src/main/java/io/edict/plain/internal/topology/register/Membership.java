package io.edict.plain.internal.topology.register;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which members vote. While members change, in the joint stage, nothing is decided without a majority of the old and a
 * majority of the new members.
 *
 * <p>The way from one set to another: {@link #toward} is written into all clusters that can be reached; each of them refuses
 * what bears another epoch from then on, so that as soon as a quorum has it no round of the old epoch can end. Then every
 * document is looked at once with {@link Operation.Look}, which makes a majority of the new members accept what is current
 * ({@link Register} has no other way to come to a new member). Then, and not before, {@link #settled} is written. A majority
 * of the new members meets every joint quorum, and that met every quorum of the old ones.
 *
 * @param epoch which membership this is; rises with each step
 * @param members who votes
 * @param incoming who will vote, or empty if no change is under way
 */
public record Membership(long epoch, Set<Member> members, Set<Member> incoming) {
    /** Copies the sets, in their order. */
    public Membership {
        members = Collections.unmodifiableSet(new LinkedHashSet<>(members));
        incoming = Collections.unmodifiableSet(new LinkedHashSet<>(incoming));
    }

    /** Members that do not change. */
    public static Membership of(long epoch, Set<Member> members) {
        return new Membership(epoch, members, Set.of());
    }

    /** Whether a change is under way. */
    public boolean isJoint() {
        return !incoming.isEmpty();
    }

    /** Whether what these members have said stands. */
    public boolean isQuorum(Set<Member> some) {
        return isMajority(some, members) && (incoming.isEmpty() || isMajority(some, incoming));
    }

    private static boolean isMajority(Set<Member> some, Set<Member> all) {
        int count = 0;
        for (Member member : all) {
            if (some.contains(member)) {
                count++;
            }
        }
        return 2 * count > all.size();
    }

    /** All who are asked: old and new members. */
    public Set<Member> everyone() {
        if (incoming.isEmpty()) {
            return members;
        }
        Set<Member> union = new LinkedHashSet<>(members);
        union.addAll(incoming);
        return union;
    }

    /**
     * The joint stage toward other members.
     *
     * @throws IllegalStateException if a change is under way already
     */
    public Membership toward(Set<Member> others) {
        if (isJoint() || others.isEmpty()) {
            throw new IllegalStateException("Members change one step after the other, and some must remain: " + this);
        }
        return new Membership(epoch + 1, members, others);
    }

    /**
     * Whether the change may be completed.
     *
     * @param informed the members whose clusters hold this joint membership
     * @param rescanned whether since then every document has been looked at in this epoch
     */
    public boolean maySettle(Set<Member> informed, boolean rescanned) {
        return isJoint() && rescanned && isQuorum(informed);
    }

    /**
     * The new members alone.
     *
     * @throws IllegalStateException if no change is under way
     */
    public Membership settled() {
        if (!isJoint()) {
            throw new IllegalStateException("No change of members is under way: " + this);
        }
        return new Membership(epoch + 1, incoming, Set.of());
    }
}
