package io.edict;

/**
 * What became of the calls of {@link ConfigClient#get(String)} since the client started.
 *
 * @param documents how many documents are kept now, remembered misses included
 * @param bytes how many bytes their texts have
 * @param hits calls that found the document here
 * @param loads documents that were loaded
 * @param absences loads that found no document
 * @param failures loads that failed
 * @param evictions documents let go, for room or because nobody asked for them
 */
public record OnDemandStatus(
        long documents, long bytes, long hits, long loads, long absences, long failures, long evictions) {}
