package io.edict.drill.check;

/**
 * Something that must not be.
 *
 * @param kind what kind of wrong
 * @param micros when it showed
 * @param text what was found, for people
 */
public record Violation(Kind kind, long micros, String text) {
    /** The kinds of wrong that the judge knows. */
    public enum Kind {
        /** An acknowledged version is not in history. */
        LOST,
        /** Two publishes were acknowledged with one version. */
        DOUBLE_VERSION,
        /** A publish overwrote a version that it was not told of, or that it did not expect. */
        LOST_UPDATE,
        /** A publish that failed for sure took effect. */
        FAILED_YET_THERE,
        /** Somebody saw an older version after a newer one. */
        OUT_OF_ORDER,
        /** Somebody with local copies saw, after a restart, an older version than before. */
        BACK_AFTER_RESTART,
        /** A listener was told of one version twice. */
        TWICE,
        /** Content that does not belong to its version, or is mixed of several. */
        MIXED,
        /** A part of a transaction without the rest. */
        HALF,
        /** A version that nobody published. */
        INVENTED,
        /** A version that no client can accept was accepted. */
        BAD_ACCEPTED,
        /** Somebody was not current within the bound after healing. */
        LATE,
        /** A good version was refused. */
        UNJUSTIFIED_REFUSAL,
        /** Somebody was not current at the end. */
        STALE,
        /** Somebody with good local copies did not start. */
        NO_START,
        /** A listener was told of a version that it could not read yet. */
        HEARD_NOT_READABLE
    }

    @Override
    public String toString() {
        return kind + " at " + micros + ": " + text;
    }
}
