package io.edict.plain.internal.topology.register;

import io.edict.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sees what no participant can see, all acceptances and all heads, and tells what must never be. */
final class Ghost {
    final List<String> violations = new ArrayList<>();
    /** What was chosen, by version. */
    final NavigableMap<Version, Edition> chosen = new TreeMap<>();

    private final NavigableMap<Long, Membership> memberships = new TreeMap<>();
    private final NavigableMap<Ballot, Round> rounds = new TreeMap<>();
    private final Map<Version, Set<Member>> history = new HashMap<>();

    private static final class Round {
        final @Nullable Edition edition;
        final long epoch;
        final Set<Member> voters = new HashSet<>();
        boolean chosen;

        Round(@Nullable Edition edition, long epoch) {
            this.edition = edition;
            this.epoch = epoch;
        }
    }

    void know(Membership membership) {
        memberships.put(membership.epoch(), membership);
        rounds.forEach(this::judge);
    }

    void accepted(Member member, Request.Accept accept, Register after) {
        Ballot ballot = accept.term().ballot();
        Edition edition = accept.edition();
        Round round = rounds.computeIfAbsent(
                ballot, unused -> new Round(edition, accept.term().epoch()));
        check(same(round.edition, edition), "two editions under one ballot");
        if (ballot.equals(after.accepted())) {
            round.voters.add(member);
        }
        judge(ballot, round);
    }

    /**
     * What a quorum of a later membership has accepted is chosen too, once there is that membership: every joint quorum before it
     * has a majority of the new members, so none can have passed it by.
     */
    private void judge(Ballot ballot, Round round) {
        for (Membership members : memberships.tailMap(round.epoch, true).values()) {
            if (!round.chosen && members.isQuorum(round.voters)) {
                round.chosen = true;
                chosen(ballot, round.edition, members);
            }
        }
    }

    private static boolean same(@Nullable Edition one, @Nullable Edition other) {
        return one == null ? other == null : one.is(other);
    }

    private void chosen(Ballot ballot, @Nullable Edition edition, Membership members) {
        for (Map.Entry<Ballot, Round> other : rounds.entrySet()) {
            if (other.getValue().chosen && !other.getKey().equals(ballot)) {
                boolean later = ballot.isBelow(other.getKey());
                Edition first = later ? edition : other.getValue().edition;
                Edition then = later ? other.getValue().edition : edition;
                check(first == null || (then != null && then.follows(first)), "a chosen edition is overwritten");
            }
        }
        if (edition == null) {
            return;
        }
        Edition before = chosen.putIfAbsent(edition.version(), edition);
        check(before == null || before.is(edition), "two editions chosen as one version");
        if (before == null && edition.past().size() > 1) {
            Edition.Past base = edition.past().get(1);
            Edition known = chosen.get(base.version());
            check(
                    known != null && known.info().publishId().equals(base.publishId()),
                    "an edition follows one that is not chosen");
            check(
                    members.isQuorum(history.getOrDefault(base.version(), Set.of())),
                    "an edition is chosen while the one before it is not in the history of a quorum");
        }
    }

    void headMoved(Member member, @Nullable Edition before, @Nullable Edition after) {
        if (after == null || same(before, after)) {
            check(before == null || after != null, "a head is gone");
            return;
        }
        check(before == null || after.isNewerThan(before), "a head went back or was replaced");
        check(after.is(chosen.get(after.version())), "a head shows what is not chosen");
        history.computeIfAbsent(after.version(), unused -> new HashSet<>()).add(member);
    }

    void check(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }
}
