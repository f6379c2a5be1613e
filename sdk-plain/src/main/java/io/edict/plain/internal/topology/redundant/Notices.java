package io.edict.plain.internal.topology.redundant;

import io.edict.ClientEvent.ClusterNoticed;
import io.edict.ClientEvent.ClusterNoticed.Kind;
import io.edict.DocumentId;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.register.Member;

/** Tells all who watch of what befalls the clusters, then somebody else. Any thread. */
final class Notices implements RedundantEvents {
    private final Nearest nearest;
    private final RedundantEvents next;

    Notices(Nearest nearest, RedundantEvents next) {
        this.nearest = nearest;
        this.next = next;
    }

    @Override
    public void forgetful(DocumentId id, Member member) {
        tell(Kind.FORGETFUL, id, member);
        next.forgetful(id, member);
    }

    @Override
    public void diverged(DocumentId id, Member member) {
        tell(Kind.DIVERGED, id, member);
        next.diverged(id, member);
    }

    @Override
    public void repaired(DocumentId id, Member member) {
        tell(Kind.REPAIRED, id, member);
        next.repaired(id, member);
    }

    @Override
    public void healed(DocumentId id, Member member) {
        tell(Kind.CAUGHT_UP, id, member);
        next.healed(id, member);
    }

    @Override
    public void finished(DocumentId id) {
        next.finished(id);
    }

    @Override
    public void trouble(String cluster, String problem) {
        nearest.tell(new ClusterNoticed(cluster, Kind.TROUBLED, null, problem));
        next.trouble(cluster, problem);
    }

    private void tell(Kind kind, DocumentId id, Member member) {
        nearest.tell(new ClusterNoticed(member.cluster(), kind, id, ""));
    }
}
