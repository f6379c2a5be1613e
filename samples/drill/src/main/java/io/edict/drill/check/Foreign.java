package io.edict.drill.check;

/**
 * Somebody wrote a head by hand.
 *
 * @param micros when
 * @param document the document
 * @param version the version that it pretends to be, or {@code -}
 * @param sha the SHA-256 of the text that it pretends to hold, or {@code -}
 * @param good whether clients are to accept it
 */
public record Foreign(long micros, String document, String version, String sha, boolean good) {}
