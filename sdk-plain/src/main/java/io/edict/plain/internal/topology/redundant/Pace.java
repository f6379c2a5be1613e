package io.edict.plain.internal.topology.redundant;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long the clusters take to answer, and so how long a vote waits for one: a cluster that hangs must not keep a proposer
 * from trying again where the others disagree. An answer that comes late counts all the same, and makes the next wait
 * longer. Any thread.
 */
final class Pace {
    private static final long FIRST = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long MOST = TimeUnit.SECONDS.toNanos(5);
    private static final long SUSPECTED = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int TIMES = 8;

    private final Map<String, Long> usual = new ConcurrentHashMap<>();
    /** Clusters that have let somebody wait in vain since their last answer. */
    private final Set<String> suspects = ConcurrentHashMap.newKeySet();

    void answered(String cluster, long nanos) {
        suspects.remove(cluster);
        usual.merge(cluster, nanos, (before, now) -> before + (now - before) / 8);
    }

    void suspect(String cluster) {
        suspects.add(cluster);
    }

    /** The nanoseconds for which an answer is waited for. */
    long patience(String cluster) {
        if (suspects.contains(cluster)) {
            return SUSPECTED;
        }
        Long nanos = usual.get(cluster);
        return nanos == null ? FIRST : Math.max(LEAST, Math.min(MOST, TIMES * nanos));
    }

    /** About how many nanoseconds a majority takes to answer. */
    long round() {
        List<Long> sorted = usual.values().stream().sorted().toList();
        return sorted.isEmpty() ? ROUND : sorted.get(sorted.size() / 2);
    }
}
