package io.edict;

import java.util.List;

/**
 * What a client knows of itself, at one moment, from memory.
 *
 * @param clusters its connections
 * @param documents the documents that it follows, sorted by id
 * @param counters what happened since it started
 * @param onDemand the documents read on demand
 */
public record ClientStatus(
        List<ClusterStatus> clusters, List<DocumentStatus> documents, Counters counters, OnDemandStatus onDemand) {
    /**
     * Copies the lists.
     *
     * @param clusters its connections
     * @param documents the documents that it follows, sorted by id
     * @param counters what happened since it started
     * @param onDemand the documents read on demand
     */
    public ClientStatus {
        clusters = List.copyOf(clusters);
        documents = List.copyOf(documents);
    }

    /**
     * Counts since the client started.
     *
     * @param applied versions put in force
     * @param refused versions refused
     * @param healed changes that no watch announced, found by the regular check
     * @param readsFailed reads that failed and were tried again
     * @param listenerFailures listener calls that threw
     */
    public record Counters(long applied, long refused, long healed, long readsFailed, long listenerFailures) {}
}
