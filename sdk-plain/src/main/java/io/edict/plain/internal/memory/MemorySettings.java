package io.edict.plain.internal.memory;

import io.edict.plain.internal.store.ContentLimit;
import java.time.Duration;

/**
 * How one client uses documents in memory.
 *
 * @param name what the store is called in status and logs
 * @param checkEvery in what time every followed head is looked at
 * @param limit the most that a document may have
 */
public record MemorySettings(String name, Duration checkEvery, ContentLimit limit) {}
