package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.Map;

/**
 * The cluster was put back to an older state.
 *
 * @param from before anything was touched
 * @param to when the older state was there, before anybody could write to it
 * @param held what the older state held, by document
 */
public record Restore(long from, long to, Map<String, Part> held) {
    /** Whether a version may have been taken back that somebody was told of, or wrote, at a time. */
    boolean tookBack(Part part, long toldAt) {
        Part kept = held.get(part.document());
        return toldAt <= to && (kept == null || part.compareTo(kept) > 0);
    }

    /** Whether a version may have been issued a second time between two moments. */
    boolean reissued(Part part, long first, long second) {
        return tookBack(part, Math.min(first, second)) && Math.max(first, second) >= from;
    }
}
