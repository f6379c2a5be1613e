package io.edict.drill.check;

/**
 * A follower refused a version.
 *
 * @param micros when
 * @param follower the follower
 * @param document the document
 * @param version the version, or {@code -}
 * @param reason why
 */
public record Refusal(long micros, String follower, String document, String version, String reason) {}
