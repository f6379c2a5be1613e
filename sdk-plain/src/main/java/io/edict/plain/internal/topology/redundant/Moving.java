package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import io.edict.plain.internal.topology.register.Outcome;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Changes who votes, on the caller's thread, as {@link Membership} says: the joint stage, the rescan, the new members. Whoever
 * does this again after a crash goes on where it ended. Publishing goes on meanwhile.
 */
final class Moving {
    private static final int TRIES = 20;

    private final Tools tools;
    private final RedundantPublishing publishing;
    private final Deadline deadline;

    Moving(Tools tools, RedundantPublishing publishing, Deadline deadline) {
        this.tools = tools;
        this.publishing = publishing;
        this.deadline = deadline;
    }

    /** Lets a cluster vote again that was restored from a backup, or emptied: as another member, who has promised nothing. */
    void readmit(String cluster) {
        Membership now = now().membership();
        if (now.isJoint()) {
            finish(now);
            return;
        }
        Set<Member> next = new LinkedHashSet<>();
        for (Member member : now.members()) {
            boolean again = member.cluster().equals(cluster);
            next.add(again ? new Member(cluster, member.life() + 1) : member);
        }
        if (next.equals(now.members())) {
            throw new InvalidRequestException(
                    "There is no cluster " + cluster + " among the members " + now.members() + "; name one of them");
        }
        finish(now.toward(next));
    }

    private Roster.Known now() {
        tools.roster().await(deadline);
        get(tools.roster().reload());
        return tools.roster().await(deadline);
    }

    private void finish(Membership joint) {
        Set<Member> informed = inform(joint);
        if (!joint.isQuorum(informed) || !informed.containsAll(joint.incoming())) {
            throw notEnough(joint, informed);
        }
        tools.roster().moved(joint);
        rescan(tools.roster().await(deadline));
        if (!joint.maySettle(informed, true)) {
            throw notEnough(joint, informed);
        }
        Membership settled = joint.settled();
        inform(settled, joint.everyone());
        tools.roster().moved(settled);
    }

    private StoreUnreachableException notEnough(Membership joint, Set<Member> informed) {
        Set<Member> missing = new HashSet<>(joint.everyone());
        missing.removeAll(informed);
        return new StoreUnreachableException(
                "The members could not be changed to " + joint.incoming() + ", which takes a majority of "
                        + joint.members() + " and all of the new ones; not reached: "
                        + tools.clusters().describe(missing) + tools.troubles().describe()
                        + ". Check these clusters, then ask for the same again: it goes on where it ended",
                null,
                null);
    }

    private Set<Member> inform(Membership joint) {
        return inform(joint, joint.everyone());
    }

    /** Writes a membership into the clusters of some members; answers with those that hold it. */
    private Set<Member> inform(Membership membership, Set<Member> members) {
        Set<Member> informed = new LinkedHashSet<>();
        for (Member member : members) {
            RegisterCluster cluster = tools.clusters().of(member);
            if (cluster != null && cluster.isConnected() && isInformed(cluster, member, membership)) {
                informed.add(member);
            }
        }
        return informed;
    }

    private boolean isInformed(RegisterCluster cluster, Member member, Membership membership) {
        Roster.Known known = tools.roster().await(deadline);
        for (int i = 0; i < TRIES; i++) {
            Place place = get(cluster.place());
            Roll roll = place.roll();
            boolean begins = membership.incoming().contains(member)
                    && (roll == null || roll.self().life() < member.life());
            if (!begins && roll != null && roll.self().equals(member)) {
                if (roll.membership().epoch() >= membership.epoch()) {
                    return roll.membership().equals(membership);
                }
            } else if (!begins) {
                return false;
            }
            get(cluster.enrol(place, new Roll(member, membership), known.storeId()));
        }
        return false;
    }

    /** Has a joint quorum accept what is current of every document; all are listed that any quorum knows of. */
    private void rescan(Roster.Known known) {
        Set<DocumentId> documents = new HashSet<>();
        Set<Member> listed = new HashSet<>();
        for (Member member : known.membership().everyone()) {
            RegisterCluster cluster = tools.clusters().of(member);
            if (cluster != null && cluster.isConnected()) {
                documents.addAll(get(cluster.documents()));
                listed.add(member);
            }
        }
        if (!known.membership().isQuorum(listed)) {
            throw notEnough(known.membership(), listed);
        }
        for (DocumentId id : documents) {
            Outcome outcome = get(publishing.look(id, true, known, deadline));
            if (!(outcome instanceof Outcome.Current)) {
                throw notEnough(known.membership(), listed);
            }
        }
    }

    private <T> T get(CompletableFuture<T> future) {
        return Waiting.get(future, deadline, null);
    }
}
