package io.edict;

import io.edict.error.InvalidRequestException;
import java.time.Duration;

/**
 * How many documents {@link ConfigClient#get(String)} keeps, and for how long. Immutable; each method returns a changed
 * copy.
 *
 * @param maxDocuments how many documents are kept at most, from 1
 * @param maxBytes how many bytes the texts of the kept documents have at most, from 1
 * @param idle how long a document is kept that nobody asks for, from 1 ms
 * @param missesFor how long it is remembered that a document does not exist, from 0; its creation ends that at once
 */
public record OnDemand(long maxDocuments, long maxBytes, Duration idle, Duration missesFor) {
    private static final OnDemand DEFAULTS =
            new OnDemand(10_000, 256L * 1024 * 1024, Duration.ofMinutes(10), Duration.ofSeconds(5));

    /**
     * Checks the settings.
     *
     * @param maxDocuments how many documents are kept at most, from 1
     * @param maxBytes how many bytes the texts of the kept documents have at most, from 1
     * @param idle how long a document is kept that nobody asks for, from 1 ms
     * @param missesFor how long it is remembered that a document does not exist, from 0
     * @throws InvalidRequestException if one is out of range
     */
    public OnDemand {
        check("maxDocuments", maxDocuments, 1);
        check("maxBytes", maxBytes, 1);
        check("idle in milliseconds", idle.toMillis(), 1);
        check("missesFor in milliseconds", missesFor.toMillis(), 0);
    }

    /**
     * 10,000 documents of 256 MiB together, 10 minutes idle, misses for 5 seconds.
     *
     * @return the defaults
     */
    public static OnDemand defaults() {
        return DEFAULTS;
    }

    /**
     * Bounds the number of documents.
     *
     * @param documents how many at most, from 1
     * @return the changed copy
     */
    public OnDemand withMaxDocuments(long documents) {
        return new OnDemand(documents, maxBytes, idle, missesFor);
    }

    /**
     * Bounds the documents' texts together.
     *
     * @param bytes how many bytes at most, from 1
     * @return the changed copy
     */
    public OnDemand withMaxBytes(long bytes) {
        return new OnDemand(maxDocuments, bytes, idle, missesFor);
    }

    /**
     * Lets go of documents that nobody asks for.
     *
     * @param after after this time, from 1 ms
     * @return the changed copy
     */
    public OnDemand withIdle(Duration after) {
        return new OnDemand(maxDocuments, maxBytes, after, missesFor);
    }

    /**
     * Remembers that a document does not exist.
     *
     * @param time for how long, from 0
     * @return the changed copy
     */
    public OnDemand withMissesFor(Duration time) {
        return new OnDemand(maxDocuments, maxBytes, idle, time);
    }

    private static void check(String name, long value, long least) {
        if (value < least) {
            throw new InvalidRequestException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
