package io.edict.drill.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the judge found. Not thread-safe. */
public final class Verdict {
    private final List<Violation> violations = new ArrayList<>();
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);

    Verdict() {}

    void add(Violation.Kind kind, long micros, String text) {
        violations.add(new Violation(kind, micros, text));
    }

    /** The violations, as they were found. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    void count(Count what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** How often something was looked at or excused, if it was. */
    public Map<Count, Long> counts() {
        return Map.copyOf(counts);
    }

    /** How often something was looked at or excused. */
    public long counted(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    /** What is counted besides violations. */
    public enum Count {
        /** Acknowledged versions found in history. */
        KEPT,
        /** Acknowledged versions that a declared restore took back. */
        LOST_BY_RESTORE,
        /** Acknowledged versions that one cluster took alone, and that are kept aside. */
        SET_ASIDE,
        /** Refusals with a declared reason. */
        JUSTIFIED_REFUSALS,
        /** Views of several documents of transactions. */
        VIEWS_OF_SEVERAL,
        /** Followers that were current after a healing, one for each document. */
        CURRENT_AFTER_HEALING,
        /** Restarts compared with what the same follower saw before. */
        RESTARTS_COMPARED
    }
}
