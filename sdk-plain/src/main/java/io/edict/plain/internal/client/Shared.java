package io.edict.plain.internal.client;

import io.edict.plain.internal.disk.LocalCopies;
import io.edict.plain.internal.store.ConfigStore;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one client share.
 *
 * @param loop its threads
 * @param clocks its clocks
 * @param store where documents come from
 * @param work what versions go through
 * @param voice who is told
 */
record Shared(SyncLoop loop, Clocks clocks, ConfigStore store, Work work, Voice voice) {

    /**
     * What versions go through.
     *
     * @param judge parses and asks gates
     * @param copies the local copies, or null if there are none
     * @param backoff how long to wait before a read is tried again
     */
    record Work(Judge judge, @Nullable LocalCopies copies, Backoff backoff) {}

    /**
     * Who is told of what happens.
     *
     * @param listeners the listeners of documents
     * @param events the listeners of the client
     * @param counts the counters
     */
    record Voice(Listeners listeners, Events events, Counts counts) {}
}
