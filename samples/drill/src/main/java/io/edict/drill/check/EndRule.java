package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In the end everybody holds what the store holds, and everybody with good copies could always start. */
final class EndRule implements Rule {
    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        Map<String, Sighting> finals = new HashMap<>();
        for (Sighting sighting : evidence.sightings) {
            if (sighting.via().equals(Sighting.FINAL)) {
                sighting.parts().forEach(part -> finals.put(sighting.follower() + "|" + part.document(), sighting));
            }
        }
        evidence.lives.forEach((follower, lives) -> {
            Life last = lives.get(lives.size() - 1);
            evidence.heads.values().stream()
                    .filter(head -> last.documents.contains(head.document()))
                    .forEach(head -> compare(follower, head, finals.get(follower + "|" + head.document()), verdict));
            judgeStarts(lives, verdict);
        });
    }

    private static void compare(String follower, Part head, @Nullable Sighting held, Verdict verdict) {
        List<Part> parts = held == null ? List.of() : held.parts();
        boolean current = parts.stream()
                .anyMatch(part -> part.sameVersion(head)
                        && part.sha().equals(head.sha())
                        && part.tag().equals(head.tag()));
        if (!current) {
            verdict.add(
                    Violation.Kind.STALE,
                    held == null ? 0 : held.micros(),
                    follower + " ends with " + parts + " where the store has " + head);
        }
    }

    private static void judgeStarts(List<Life> lives, Verdict verdict) {
        boolean copiesAreGood = false;
        for (Life life : lives) {
            if (copiesAreGood && life.failed) {
                verdict.add(
                        Violation.Kind.NO_START,
                        life.begun,
                        life.follower + " life " + life.number + " did not start, though its copies are good");
            }
            if (life.started) {
                copiesAreGood = life.copies && life.copyFailures.isEmpty();
            }
        }
    }
}
