package io.edict.plain.internal.topology.redundant;

import io.edict.plain.internal.store.Kept;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes one history of those of several clusters. */
final class Histories {
    private Histories() {}

    /**
     * The first of them, with the gaps filled that it has because its cluster was away. What others keep beyond its oldest is
     * left out: they have not come to removing it.
     */
    static List<Kept> filled(List<List<Kept>> histories) {
        if (histories.isEmpty()) {
            return List.of();
        }
        TreeMap<Long, Kept> all = new TreeMap<>(Comparator.reverseOrder());
        histories.get(0).forEach(kept -> all.put(number(kept), kept));
        long oldest = all.isEmpty() ? 0 : all.lastKey();
        for (List<Kept> history : histories) {
            for (Kept kept : history) {
                if (number(kept) > oldest) {
                    all.merge(number(kept), kept, Histories::better);
                }
            }
        }
        return List.copyOf(((Map<Long, Kept>) all).values());
    }

    private static Kept better(Kept one, Kept other) {
        return one instanceof Kept.Damaged ? other : one;
    }

    private static long number(Kept kept) {
        return kept instanceof Kept.Intact intact
                ? intact.info().version().number()
                : ((Kept.Damaged) kept).number();
    }
}
