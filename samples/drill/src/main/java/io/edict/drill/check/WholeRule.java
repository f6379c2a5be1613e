package io.edict.drill.check;

import io.edict.drill.journal.Intent;
import io.edict.drill.journal.Part;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whoever sees several documents at once sees each transaction on all of them or on none. */
final class WholeRule implements Rule {
    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        for (Sighting sighting : evidence.sightings) {
            if (sighting.parts().size() > 1) {
                verdict.count(Verdict.Count.VIEWS_OF_SEVERAL);
                sighting.parts().forEach(part -> judge(evidence, sighting, part, verdict));
            }
        }
    }

    private static void judge(Evidence evidence, Sighting sighting, Part part, Verdict verdict) {
        Publish publish = evidence.publishes.get(part.tag());
        if (publish == null || publish.intents().size() < 2) {
            return;
        }
        for (Intent intent : publish.intents()) {
            Part seen = find(sighting, intent.document());
            Part together = evidence.versionOf(publish.tag(), intent.document());
            if (seen != null && together != null && seen.compareTo(together) < 0 && !split(evidence, sighting)) {
                verdict.add(
                        Violation.Kind.HALF,
                        sighting.micros(),
                        OrderRule.who(sighting) + part + " with " + seen + " instead of " + together.version());
            }
        }
    }

    private static @Nullable Part find(Sighting sighting, String document) {
        return sighting.parts().stream()
                .filter(part -> Objects.equals(part.document(), document))
                .findFirst()
                .orElse(null);
    }

    /** The client said itself that it could not keep a transaction together. */
    private static boolean split(Evidence evidence, Sighting sighting) {
        return !evidence.life(sighting.follower(), sighting.life()).splits.isEmpty();
    }
}
