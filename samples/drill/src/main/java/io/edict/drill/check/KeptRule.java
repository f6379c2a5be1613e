package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.Map;

/** What was acknowledged is in history, unless a declared restore took it back, or it is kept among what was set aside. */
final class KeptRule implements Rule {
    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        for (Publish publish : evidence.publishes.values()) {
            for (Part part : publish.got().values()) {
                if (kept(evidence, part)) {
                    verdict.count(Verdict.Count.KEPT);
                } else if (evidence.setAside(part)) {
                    verdict.count(Verdict.Count.SET_ASIDE);
                } else if (evidence.restores.stream().anyMatch(restore -> restore.tookBack(part, publish.ended()))) {
                    verdict.count(Verdict.Count.LOST_BY_RESTORE);
                } else {
                    verdict.add(Violation.Kind.LOST, publish.ended(), "acknowledged, but not in history: " + part);
                }
            }
        }
    }

    private static boolean kept(Evidence evidence, Part part) {
        Part found = evidence.histories.getOrDefault(part.document(), Map.of()).get(part.version());
        return found != null && found.tag().equals(part.tag()) && found.sha().equals(part.sha());
    }
}
