package io.edict.plain.internal.topology.redundant;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the parts of a redundant store share.
 *
 * @param clusters the clusters
 * @param roster who votes
 * @param troubles what goes wrong where
 * @param debts which clusters are behind with what
 * @param pace how fast they answer
 * @param events who is told
 * @param worker where everything is done that takes time but does not block
 * @param timer what wakes; only short tasks run on it
 */
record Tools(
        Clusters clusters,
        Roster roster,
        Troubles troubles,
        Debts debts,
        Pace pace,
        RedundantEvents events,
        Executor worker,
        ScheduledExecutorService timer) {}
