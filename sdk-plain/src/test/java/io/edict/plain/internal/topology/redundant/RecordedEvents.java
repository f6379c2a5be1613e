package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.plain.internal.topology.register.Member;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what befalls the clusters. */
final class RecordedEvents implements RedundantEvents {
    final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void forgetful(DocumentId id, Member member) {
        all.add("forgetful " + member);
    }

    @Override
    public void diverged(DocumentId id, Member member) {
        all.add("diverged " + id + " " + member);
    }

    @Override
    public void repaired(DocumentId id, Member member) {
        all.add("repaired " + id + " " + member);
    }

    @Override
    public void healed(DocumentId id, Member member) {
        all.add("healed " + id + " " + member);
    }

    @Override
    public void finished(DocumentId id) {
        all.add("finished " + id);
    }

    @Override
    public void trouble(String cluster, String problem) {
        all.add("trouble " + cluster + ": " + problem);
    }
}
