package io.edict.plain.internal.topology.redundant;

import io.edict.plain.internal.topology.Nearest;
import java.time.Duration;

/**
 * How a redundant store works.
 *
 * @param packing how versions are laid down
 * @param content the most bytes that a document may have
 * @param sweepEvery how often the documents of all clusters are compared, with some chance added; zero for never
 * @param pace how the clusters are watched
 */
public record RedundantSettings(Packing packing, long content, Duration sweepEvery, Nearest.Pace pace) {}
