package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A follower with local copies does not go back over a restart, unless it said that a copy could not be written. One without
 * copies has no memory, and a document on demand none once it was let go.
 */
final class RestartRule implements Rule {
    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        Map<String, Map<Integer, Map<String, Part>>> first = new HashMap<>();
        Map<String, Map<Integer, Map<String, Part>>> newest = new HashMap<>();
        for (Sighting sighting : evidence.sightings) {
            if (!sighting.via().startsWith(Sighting.ON_DEMAND)) {
                sighting.parts().forEach(part -> {
                    of(first, sighting).putIfAbsent(part.document(), part);
                    of(newest, sighting).merge(part.document(), part, (a, b) -> a.compareTo(b) >= 0 ? a : b);
                });
            }
        }
        evidence.lives.forEach((follower, lives) -> compare(
                lives, first.getOrDefault(follower, Map.of()), newest.getOrDefault(follower, Map.of()), verdict));
    }

    private static Map<String, Part> of(Map<String, Map<Integer, Map<String, Part>>> all, Sighting sighting) {
        return all.computeIfAbsent(sighting.follower(), name -> new HashMap<>())
                .computeIfAbsent(sighting.life(), life -> new HashMap<>());
    }

    private static void compare(
            List<Life> lives,
            Map<Integer, Map<String, Part>> first,
            Map<Integer, Map<String, Part>> newest,
            Verdict verdict) {
        Map<String, Part> remembered = new HashMap<>();
        for (Life life : lives) {
            if (!life.copies) {
                return;
            }
            first.getOrDefault(life.number, Map.of()).forEach((document, part) -> {
                Part before = remembered.get(document);
                if (before != null) {
                    verdict.count(Verdict.Count.RESTARTS_COMPARED);
                    if (part.compareTo(before) < 0) {
                        verdict.add(
                                Violation.Kind.BACK_AFTER_RESTART,
                                life.begun,
                                life.follower + " had " + before + ", and after its restart " + part);
                    }
                }
            });
            remembered.putAll(newest.getOrDefault(life.number, Map.of()));
            life.copyFailures.forEach(remembered::remove);
        }
    }
}
