package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.List;

/**
 * All faults of a group are over.
 *
 * @param micros when
 * @param group the group
 * @param bound within how many microseconds all must be current
 * @param targets what was current then, by document
 */
public record Healing(long micros, String group, long bound, List<Part> targets) {}
