package io.edict.drill.check;

import io.edict.drill.journal.Intent;
import io.edict.drill.journal.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is seen was published, whole, and belongs to its version. */
final class ContentRule implements Rule {
    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        Set<String> judged = new HashSet<>();
        Map<String, Part> firsts = new HashMap<>();
        for (Sighting sighting : evidence.sightings) {
            for (Part part : sighting.parts()) {
                if (part.exists() && judged.add(part.toString())) {
                    judge(evidence, sighting, part, verdict);
                    compare(evidence, firsts, sighting, part, verdict);
                }
            }
        }
    }

    private static void judge(Evidence evidence, Sighting sighting, Part part, Verdict verdict) {
        if (evidence.declared(part)) {
            return;
        }
        if (part.isAgain() && part.sha().isEmpty()) {
            return;
        }
        Publish publish = evidence.publishes.get(part.isAgain() ? part.content() : part.tag());
        Intent intent = publish == null ? null : publish.intent(part.document());
        if (publish == null || intent == null) {
            verdict.add(Violation.Kind.INVENTED, sighting.micros(), OrderRule.who(sighting) + part);
            return;
        }
        if (intent.act() == Intent.Act.BAD) {
            verdict.add(Violation.Kind.BAD_ACCEPTED, sighting.micros(), OrderRule.who(sighting) + part);
        }
        String wrong = mixed(publish, intent, part);
        if (wrong != null) {
            verdict.add(Violation.Kind.MIXED, sighting.micros(), OrderRule.who(sighting) + part + " " + wrong);
        }
    }

    private static @Nullable String mixed(Publish publish, Intent intent, Part part) {
        if (!intent.sha().equals(part.sha())) {
            return "has another text than was published";
        }
        String expected = intent.act() == Intent.Act.DELETE ? "-" : publish.tag();
        if (!part.content().equals(expected)) {
            return "has content of another publish, or of several";
        }
        Part got = publish.got().get(part.document());
        return got != null && !part.isAgain() && !got.sameVersion(part) ? "was acknowledged as " + got.version() : null;
    }

    /**
     * A number is issued once, unless a restore took the version back. When versions were published counts, and not when
     * they were seen: a client may show for long what the cluster has lost.
     */
    private static void compare(
            Evidence evidence, Map<String, Part> firsts, Sighting sighting, Part part, Verdict verdict) {
        Part first = firsts.putIfAbsent(part.document() + "|" + part.version(), part);
        if (first != null
                && !first.equals(part)
                && !reissued(evidence, first, part)
                && !evidence.declared(part)
                && !evidence.declared(first)
                && !evidence.setAside(part)
                && !evidence.setAside(first)) {
            verdict.add(
                    Violation.Kind.MIXED,
                    sighting.micros(),
                    OrderRule.who(sighting) + part + " was elsewhere " + first);
        }
    }

    private static boolean reissued(Evidence evidence, Part first, Part second) {
        Publish one = evidence.publishes.get(first.tag());
        Publish other = evidence.publishes.get(second.tag());
        return one != null
                && other != null
                && evidence.reissued(
                        second, Math.min(one.begun(), other.begun()), Math.max(one.ended(), other.ended()));
    }
}
