package io.edict.drill.check;

import io.edict.drill.journal.Intent;
import io.edict.drill.journal.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * No publish overwrites a version that it was not told of, and one with an expectation follows exactly what it expected.
 * Judged by what was acknowledged; heads written by hand and restores excuse what comes shortly after them.
 */
final class OverwriteRule implements Rule {
    private static final long SHORTLY = 60_000_000;

    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        Map<String, TreeMap<Long, Publish>> acked = new HashMap<>();
        for (Publish publish : evidence.publishes.values()) {
            publish.got()
                    .values()
                    .forEach(part -> acked.computeIfAbsent(key(part), key -> new TreeMap<>())
                            .put(part.number(), publish));
        }
        for (Publish publish : evidence.publishes.values()) {
            for (Part part : publish.got().values()) {
                judgeExpectation(publish, part, verdict);
                acked.getOrDefault(key(part), new TreeMap<>())
                        .subMap(publish.replaced(part.document()), false, part.number(), false)
                        .values()
                        .forEach(between -> overwritten(evidence, publish, part, between, verdict));
            }
        }
    }

    private static String key(Part part) {
        return part.document() + "|" + part.incarnation();
    }

    private static void judgeExpectation(Publish publish, Part part, Verdict verdict) {
        Intent intent = publish.intent(part.document());
        long replaced = publish.replaced(part.document());
        if (intent != null && intent.expected() > 0 && intent.expected() != replaced) {
            verdict.add(
                    Violation.Kind.LOST_UPDATE,
                    publish.ended(),
                    "expected version " + intent.expected() + " but replaced " + replaced + ": " + part);
        }
    }

    private static void overwritten(Evidence evidence, Publish publish, Part part, Publish between, Verdict verdict) {
        boolean tampered = evidence.tampered(part.document(), publish.begun() - SHORTLY, publish.ended());
        Part before = between.got().get(part.document());
        boolean aside = evidence.setAside(part) || (before != null && evidence.setAside(before));
        if (!tampered && !aside && !evidence.reissued(part, between.ended(), publish.ended())) {
            verdict.add(
                    Violation.Kind.LOST_UPDATE,
                    publish.ended(),
                    part + " was told to replace version " + publish.replaced(part.document())
                            + ", but overwrote unseen "
                            + before);
        }
    }
}
