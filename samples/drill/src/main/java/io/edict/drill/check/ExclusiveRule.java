package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two publishes are acknowledged with one version, unless a restore without a new incarnation lies between them. */
final class ExclusiveRule implements Rule {
    /** An acknowledged version, and when. */
    private record Ack(Part part, long micros) {}

    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        Map<String, List<Ack>> byVersion = new HashMap<>();
        for (Publish publish : evidence.publishes.values()) {
            for (Part part : publish.got().values()) {
                String key = part.document() + "|" + part.version();
                List<Ack> others = byVersion.computeIfAbsent(key, version -> new ArrayList<>());
                for (Ack other : others) {
                    if (!evidence.reissued(part, other.micros(), publish.ended())
                            && !evidence.setAside(part)
                            && !evidence.setAside(other.part())) {
                        verdict.add(
                                Violation.Kind.DOUBLE_VERSION,
                                publish.ended(),
                                "two publishes got one version: " + other.part() + " and " + part);
                    }
                }
                others.add(new Ack(part, publish.ended()));
            }
        }
    }
}
