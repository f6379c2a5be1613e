package io.edict.drill.check;

import io.edict.drill.journal.Part;

/** What failed for sure is nowhere. */
final class FailedRule implements Rule {
    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        for (Publish publish : evidence.publishes.values()) {
            if (publish.outcome() == Publish.Outcome.FAILED) {
                publish.intents().forEach(intent -> {
                    Part found = evidence.versionOf(publish.tag(), intent.document());
                    if (found != null) {
                        verdict.add(
                                Violation.Kind.FAILED_YET_THERE, publish.ended(), "failed, and yet there is " + found);
                    }
                });
            }
        }
    }
}
