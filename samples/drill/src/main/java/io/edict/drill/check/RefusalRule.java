package io.edict.drill.check;

import io.edict.drill.journal.Intent;
import io.edict.drill.journal.Part;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is refused was published as no good, or written by hand, or has a number that a restore made come about twice. */
final class RefusalRule implements Rule {
    /** For how long after a head was written by hand it may still be met. */
    private static final long LINGERS = 120_000_000;

    /** Journals of different processes may be a moment apart. */
    private static final long MOMENT = 1_000_000;

    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        Set<String> bad = new HashSet<>();
        Set<String> badTexts = new HashSet<>();
        for (Publish publish : evidence.publishes.values()) {
            if (publish.intents().stream().anyMatch(intent -> intent.act() == Intent.Act.BAD)) {
                publish.intents().forEach(intent -> {
                    badTexts.add(intent.sha());
                    var version = evidence.versionOf(publish.tag(), intent.document());
                    bad.add(intent.document() + "|" + (version == null ? "?" : version.version()));
                });
            }
        }
        for (Refusal refusal : evidence.refusals) {
            boolean byHand =
                    evidence.tampered(refusal.document(), refusal.micros() - LINGERS, refusal.micros() + MOMENT);
            boolean twice = refusal.exists() && evidence.tookBack(refusal.part(), refusal.micros());
            Part kept = evidence.histories
                    .getOrDefault(refusal.document(), Map.of())
                    .get(refusal.version());
            boolean badAgain = kept != null && badTexts.contains(kept.sha());
            boolean contested = evidence.contested(refusal.document(), refusal.version());
            if (byHand
                    || twice
                    || contested
                    || badAgain
                    || bad.contains(refusal.document() + "|" + refusal.version())) {
                verdict.count(Verdict.Count.JUSTIFIED_REFUSALS);
            } else {
                verdict.add(
                        Violation.Kind.UNJUSTIFIED_REFUSAL,
                        refusal.micros(),
                        refusal.follower() + " refused " + refusal.document() + " version " + refusal.version() + ": "
                                + refusal.reason());
            }
        }
    }
}
