package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Within one life, nobody sees an older version after a newer one, no listener one twice, and what is heard can be read. */
final class OrderRule implements Rule {
    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        Map<String, List<Part>> last = new HashMap<>();
        for (Sighting sighting : evidence.sightings) {
            String documents = String.join(
                    ",", sighting.parts().stream().map(Part::document).toList());
            String key = sighting.follower() + "|" + sighting.life() + "|" + sighting.via() + "|" + documents;
            List<Part> before = last.put(key, sighting.parts());
            if (before != null) {
                compare(sighting, before, verdict);
            }
            judgeReading(sighting, verdict);
        }
    }

    private static void compare(Sighting sighting, List<Part> before, Verdict verdict) {
        List<Part> now = sighting.parts();
        boolean equal = true;
        for (int i : IntStream.range(0, now.size()).toArray()) {
            int order = now.get(i).compareTo(before.get(i));
            if (order < 0) {
                verdict.add(
                        Violation.Kind.OUT_OF_ORDER,
                        sighting.micros(),
                        who(sighting) + before.get(i) + " then " + now.get(i));
            }
            equal &= order == 0;
        }
        if (equal && sighting.byListener()) {
            verdict.add(Violation.Kind.TWICE, sighting.micros(), who(sighting) + now);
        }
    }

    private static void judgeReading(Sighting sighting, Verdict verdict) {
        if (sighting.byListener() && !sighting.reads().equals("0.0")) {
            Part heard = sighting.parts().get(0);
            Part read = Part.parse(heard.document() + "|" + sighting.reads() + "||-|-");
            if (read.compareTo(heard) < 0) {
                verdict.add(
                        Violation.Kind.HEARD_NOT_READABLE,
                        sighting.micros(),
                        who(sighting) + heard + ", but reads " + sighting.reads());
            }
        }
    }

    static String who(Sighting sighting) {
        return sighting.follower() + " life " + sighting.life() + " via " + sighting.via() + ": ";
    }
}
