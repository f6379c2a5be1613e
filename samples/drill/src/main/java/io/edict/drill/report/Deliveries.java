package io.edict.drill.report;

import io.edict.drill.check.Evidence;
import io.edict.drill.check.Fault;
import io.edict.drill.check.Healing;
import io.edict.drill.check.Publish;
import io.edict.drill.check.Recoveries;
import io.edict.drill.check.Sighting;
import io.edict.drill.journal.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How long it took from the beginning of an acknowledged publish until a listener heard of it. Listeners are told the newest
 * version only, so one that was away never hears of those in between; they are not counted.
 */
final class Deliveries {
    private final List<Delivery> all = new ArrayList<>();
    private final TreeMap<Long, Long> troubled = new TreeMap<>();

    /**
     * One call of a listener.
     *
     * @param heard when
     * @param micros how long after the publish had begun
     * @param calm whether there was no fault, and no recovery from one, in between
     */
    record Delivery(long heard, long micros, boolean calm) {}

    Deliveries(Evidence evidence) {
        findTrouble(evidence);
        for (Sighting sighting : evidence.sightings()) {
            if (sighting.via().startsWith(Sighting.LISTENER)) {
                sighting.parts().forEach(part -> add(evidence, sighting, part));
            }
        }
    }

    /** From the beginning until all is ready, and from each fault until everybody is current after its group. */
    private void findTrouble(Evidence evidence) {
        troubled.put(0L, evidence.ready());
        Map<String, Long> recovered = new HashMap<>();
        for (Recoveries.Recovery recovery : Recoveries.of(evidence)) {
            Healing healing = recovery.healing();
            long end = healing.micros() + recovery.micros().orElse(healing.bound());
            recovered.merge(healing.group(), end, Math::max);
        }
        for (Fault fault : evidence.faults()) {
            long end = Math.max(fault.ended(), recovered.getOrDefault(fault.group(), 0L));
            troubled.merge(fault.begun(), end, Math::max);
        }
    }

    private void add(Evidence evidence, Sighting sighting, Part part) {
        Publish publish = evidence.publishes().get(part.tag());
        if (publish != null && publish.outcome() == Publish.Outcome.ACKED && publish.begun() <= sighting.micros()) {
            boolean calm = isCalm(publish.begun(), sighting.micros());
            all.add(new Delivery(sighting.micros(), sighting.micros() - publish.begun(), calm));
        }
    }

    private boolean isCalm(long from, long to) {
        return troubled.headMap(to, true).values().stream().noneMatch(end -> end >= from);
    }

    List<Delivery> all() {
        return all;
    }

    Percentiles percentiles(Predicate<Delivery> which) {
        return Percentiles.of(all.stream().filter(which).mapToLong(Delivery::micros));
    }
}
