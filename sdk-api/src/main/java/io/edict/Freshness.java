package io.edict;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How current a document is known to be.
 *
 * @param live whether the store is connected and announces changes; if not, the document may be stale
 * @param source where the version in force came from, or null if there is none
 * @param provenAt when a look at the store last proved that the newest version was known here, by this machine's clock,
 *     or null if that never happened
 * @param age the time since that proof, as long as the client runs measured by a clock that does not jump: the document
 *     was current this long ago, and what was published since may be missing here. Null if there was no proof
 */
public record Freshness(
        boolean live,
        @Nullable Source source,
        @Nullable Instant provenAt,
        @Nullable Duration age) {
    /**
     * When the version in force was last proved to be the newest.
     *
     * @return the time, or empty if that never happened
     */
    public Optional<Instant> proven() {
        return Optional.ofNullable(provenAt);
    }

    /**
     * An upper bound of how stale the document may be.
     *
     * @return the time since the last proof, or empty if there was none
     */
    public Optional<Duration> staleness() {
        return Optional.ofNullable(age);
    }
}
