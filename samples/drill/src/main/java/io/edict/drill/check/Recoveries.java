package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How long it took followers, after healings, to be current. */
public final class Recoveries {
    /**
     * One follower's return to one document.
     *
     * @param healing after what
     * @param follower who
     * @param target what was current
     * @param micros how long it took, or empty if it did not come about
     */
    public record Recovery(Healing healing, String follower, Part target, OptionalLong micros) {}

    private final Evidence evidence;
    private final Map<String, List<Seen>> seen = new HashMap<>();

    private record Seen(long micros, int life, Part part) {}

    private Recoveries(Evidence evidence) {
        this.evidence = evidence;
        for (Sighting sighting : evidence.sightings) {
            if (!sighting.via().startsWith(Sighting.ON_DEMAND)) {
                sighting.parts()
                        .forEach(part -> seen.computeIfAbsent(
                                        sighting.follower() + "|" + part.document(), key -> new ArrayList<>())
                                .add(new Seen(sighting.micros(), sighting.life(), part)));
            }
        }
    }

    /** All of them. */
    public static List<Recovery> of(Evidence evidence) {
        return new Recoveries(evidence).all();
    }

    private List<Recovery> all() {
        List<Recovery> all = new ArrayList<>();
        for (Healing healing : evidence.healings) {
            evidence.lives.forEach((follower, lives) -> {
                Life life = at(lives, healing.micros());
                healing.targets().stream()
                        .filter(target -> life.documents.contains(target.document()))
                        .forEach(target ->
                                all.add(new Recovery(healing, follower, target, recovery(healing, life, target))));
            });
        }
        return all;
    }

    private static Life at(List<Life> lives, long micros) {
        Life current = lives.get(0);
        for (Life life : lives) {
            current = life.begun <= micros ? life : current;
        }
        return current;
    }

    private OptionalLong recovery(Healing healing, Life life, Part target) {
        return seen.getOrDefault(life.follower + "|" + target.document(), List.of()).stream()
                .filter(each -> each.life() >= life.number && each.part().compareTo(target) >= 0)
                .mapToLong(each -> Math.max(0, each.micros() - healing.micros()))
                .findFirst();
    }
}
