package io.edict.plain.internal.disk;

import java.time.Duration;

/**
 * How local copies are kept.
 *
 * @param maxBytes the size of the biggest file that is written or read, so that a file that grew by accident cannot
 *     exhaust the heap
 * @param lockWait how long a save waits for the other users of the directory; a process that was stopped while it wrote
 *     may keep the lock for good
 * @param proofStep by how much the time of the last proof must have moved before the copy of an unchanged version is
 *     written again
 */
public record CopySettings(int maxBytes, Duration lockWait, Duration proofStep) {
    /** 64 MiB, 2 seconds and 5 minutes. */
    public static final CopySettings DEFAULTS =
            new CopySettings(64 * 1024 * 1024, Duration.ofSeconds(2), Duration.ofMinutes(5));
}
