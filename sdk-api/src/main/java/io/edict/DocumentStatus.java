package io.edict;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of one document that it follows, at one moment.
 *
 * @param id the document
 * @param state in one word
 * @param version the version in force in this client, or null if there is none
 * @param newest the newest version seen in the store, in force or not, or null if none was seen
 * @param freshness how current the version in force is known to be
 * @param refusal why the newest version is not in force, or null if it is
 * @param problem what is wrong otherwise (access denied, the local copy cannot be written), or null
 */
public record DocumentStatus(
        DocumentId id,
        State state,
        @Nullable Version version,
        @Nullable Version newest,
        Freshness freshness,
        @Nullable Refusal refusal,
        @Nullable String problem) {

    /**
     * Why the newest version is not in force.
     *
     * @return the refusal, or empty
     */
    public Optional<Refusal> refused() {
        return Optional.ofNullable(refusal);
    }

    /** A document's state in one word. */
    public enum State {
        /** Nothing is known yet. */
        LOADING,
        /** The newest version is in force, and the store announces changes. */
        CURRENT,
        /** A good version is in force, but the store is out of reach, or a newer version is on its way. */
        STALE,
        /** A good version is in force, and a newer one was refused. */
        REFUSING,
        /** The store was reached and has no such document, or it was deleted. */
        ABSENT
    }

    /**
     * A version that was not let in.
     *
     * @param version the version, or null if what arrived did not even tell its version
     * @param at when it was refused
     * @param reason why, without values
     */
    public record Refusal(@Nullable Version version, Instant at, String reason) {}
}
