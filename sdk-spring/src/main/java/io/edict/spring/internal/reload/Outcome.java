package io.edict.spring.internal.reload;

import io.edict.DocumentId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What became of something that arrived while the application runs, for the endpoint. Holds no value.
 *
 * @param at when
 * @param applied whether it came into force, or else was refused
 * @param versions the documents concerned, each with its version, for people
 * @param changedKeys the names whose values changed; none if it was refused
 * @param reason why it was refused; empty if it was not
 */
public record Outcome(
        Instant at, boolean applied, Map<DocumentId, String> versions, Set<String> changedKeys, String reason) {}
