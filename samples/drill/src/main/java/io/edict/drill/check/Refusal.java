package io.edict.drill.check;

import io.edict.drill.journal.Part;

/**
 * A follower refused a version.
 *
 * @param micros when
 * @param follower the follower
 * @param document the document
 * @param version the version, or {@code -}
 * @param reason why
 */
public record Refusal(long micros, String follower, String document, String version, String reason) {
    boolean exists() {
        return !version.equals("-");
    }

    /** The version, with nothing known of what it holds. */
    Part part() {
        return Part.parse(document + "|" + version + "||-|-");
    }
}
