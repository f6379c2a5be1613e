package io.edict.plain.internal.client;

import io.edict.plain.internal.disk.LocalCopies;
import io.edict.plain.internal.dispatch.UserCode;
import io.edict.plain.internal.live.Context;
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
     * @param userCode runs application code, in bounded time
     * @param copies the local copies, or null if there are none
     * @param patience how long things may take
     */
    record Work(Judge judge, UserCode userCode, @Nullable LocalCopies copies, Patience patience) {}

    /**
     * Who is told of what happens.
     *
     * @param views what views and live values share
     * @param listeners the listeners of documents
     * @param events the listeners of the client
     * @param counts the counters
     */
    record Voice(Context views, Listeners listeners, Events events, Counts counts) {}
}
