package io.edict.drill.fleet;

import java.time.Duration;
import java.util.Set;

/**
 * What a run is to be.
 *
 * @param seed what chance depends on
 * @param faults how many faults
 * @param publishes how many acknowledged publishes at least
 * @param length how long the faults are spread over, at least
 * @param bound within what time after a healing everybody must be current
 * @param kinds the kinds of faults
 */
public record DrillPlan(long seed, int faults, long publishes, Duration length, Duration bound, Set<FaultKind> kinds) {}
