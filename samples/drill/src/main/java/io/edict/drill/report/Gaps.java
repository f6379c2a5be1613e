package io.edict.drill.report;

import io.edict.drill.check.Evidence;
import io.edict.drill.check.Fault;
import io.edict.drill.check.Publish;
import io.edict.drill.check.Sighting;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * For how long nothing happened. Judged by the documents of one namespace, which is published to several times a second: with
 * shards, others go on while its own is away.
 */
final class Gaps {
    private static final String NAMESPACE = "shop/";
    private static final long MOMENT = 1_000_000;

    private final TreeSet<Long> times = new TreeSet<>();

    private Gaps(LongStream times) {
        times.forEach(this.times::add);
    }

    /** Between publishes that were acknowledged. */
    static Gaps ofPublishes(Evidence evidence) {
        return new Gaps(evidence.publishes().values().stream()
                .filter(publish -> publish.outcome() == Publish.Outcome.ACKED)
                .filter(publish -> publish.intents().get(0).document().startsWith(NAMESPACE))
                .mapToLong(Publish::ended));
    }

    /** Between moments at which some listener heard of a new version. */
    static Gaps ofNews(Evidence evidence) {
        return new Gaps(evidence.sightings().stream()
                .filter(sighting -> sighting.via().startsWith(Sighting.LISTENER))
                .filter(sighting -> sighting.parts().get(0).document().startsWith(NAMESPACE))
                .mapToLong(Sighting::micros));
    }

    /** The longest ones that end after faults begin, and begin at most a moment after they end. */
    Percentiles around(List<Fault> faults) {
        return Percentiles.of(faults.stream().mapToLong(this::longestAround));
    }

    private long longestAround(Fault fault) {
        long longest = 0;
        Long before = times.floor(fault.begun());
        for (long time : times.tailSet(fault.begun(), false)) {
            longest = before == null ? longest : Math.max(longest, time - before);
            before = time;
            if (time > fault.ended() + MOMENT) {
                return longest;
            }
        }
        return longest;
    }
}
