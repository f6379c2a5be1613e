package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.plain.internal.topology.register.Member;
import java.util.concurrent.atomic.LongAdder;

/** Counts what befalls the clusters, and tells somebody else of it. Any thread. */
public final class RedundantCounts implements RedundantEvents {
    private final RedundantEvents next;
    private final LongAdder forgetful = new LongAdder();
    private final LongAdder diverged = new LongAdder();
    private final LongAdder repaired = new LongAdder();
    private final LongAdder healed = new LongAdder();
    private final LongAdder finished = new LongAdder();

    /** Counts before somebody else is told. */
    public RedundantCounts(RedundantEvents next) {
        this.next = next;
    }

    /**
     * What was counted since the start.
     *
     * @param forgetful how often a cluster was found that had forgotten what it accepted
     * @param diverged how often a head was found that nobody has chosen, or whose content was damaged
     * @param repaired how many of those were replaced
     * @param healed how often a cluster that was behind got the newest version
     * @param finished how many publishes of others were finished
     */
    public record Counts(long forgetful, long diverged, long repaired, long healed, long finished) {}

    /** The counts as they are now. */
    public Counts now() {
        return new Counts(forgetful.sum(), diverged.sum(), repaired.sum(), healed.sum(), finished.sum());
    }

    @Override
    public void forgetful(DocumentId id, Member member) {
        forgetful.increment();
        next.forgetful(id, member);
    }

    @Override
    public void diverged(DocumentId id, Member member) {
        diverged.increment();
        next.diverged(id, member);
    }

    @Override
    public void repaired(DocumentId id, Member member) {
        repaired.increment();
        next.repaired(id, member);
    }

    @Override
    public void healed(DocumentId id, Member member) {
        healed.increment();
        next.healed(id, member);
    }

    @Override
    public void finished(DocumentId id) {
        finished.increment();
        next.finished(id);
    }

    @Override
    public void trouble(String cluster, String problem) {
        next.trouble(cluster, problem);
    }
}
