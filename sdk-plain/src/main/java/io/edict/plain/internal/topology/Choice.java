package io.edict.plain.internal.topology;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Decides which of several clusters serves: at once away from one that fails, and slowly back, so that nothing flaps. Pure;
 * owned by whoever holds it.
 *
 * <p>A cluster that serves well is left for another one only if that has been well for the settling time, and is nearer by
 * so much, that many times in a row: its smoothed latency below half of the present one's and the difference above the least
 * that counts.
 */
final class Choice {
    private static final double NEARER = 0.5;
    private static final int IN_A_ROW = 3;
    private static final double SMOOTHING = 0.2;

    private final Pace pace;
    private final List<Health> health;
    private int serving;
    private int better = -1;
    private int times;

    /**
     * How cautious the choice is.
     *
     * @param settlingNanos how long a cluster must have been well before it is moved to for being nearer
     * @param countsNanos the least difference in latency that counts
     */
    record Pace(long settlingNanos, long countsNanos) {}

    /** What is known of one cluster. */
    private static final class Health {
        private boolean well;
        private long wellSince;
        private double latency = Double.NaN;
    }

    /** Begins with the first of some clusters, none of which is known to be well. */
    Choice(int clusters, Pace pace) {
        this.pace = pace;
        this.health = IntStream.range(0, clusters).mapToObj(i -> new Health()).toList();
    }

    int serving() {
        return serving;
    }

    boolean isWell(int cluster) {
        return health.get(cluster).well;
    }

    /** The smoothed latency in nanoseconds, or NaN before the first answer. */
    double latency(int cluster) {
        return health.get(cluster).latency;
    }

    /** A cluster has become well or ceased to be; answers whether another one serves now. */
    boolean well(int cluster, boolean now, long nanos) {
        Health known = health.get(cluster);
        if (known.well == now) {
            return false;
        }
        known.well = now;
        known.wellSince = nanos;
        return leaveIfIll();
    }

    /** A cluster has answered; answers whether another one serves now. */
    boolean answered(int cluster, long tookNanos, long nanos) {
        Health known = health.get(cluster);
        known.latency =
                Double.isNaN(known.latency) ? tookNanos : known.latency + SMOOTHING * (tookNanos - known.latency);
        return well(cluster, true, nanos) || (cluster == serving && approach(nanos));
    }

    private boolean leaveIfIll() {
        OptionalInt best = nearest();
        if (health.get(serving).well || best.isEmpty()) {
            return false;
        }
        serve(best.getAsInt());
        return true;
    }

    /** Called with each answer of the one that serves: considers the nearest one. */
    private boolean approach(long nanos) {
        int candidate = nearest().orElse(serving);
        if (candidate == serving || !isNearer(candidate, nanos)) {
            better = -1;
            return false;
        }
        times = candidate == better ? times + 1 : 1;
        better = candidate;
        if (times < IN_A_ROW) {
            return false;
        }
        serve(candidate);
        return true;
    }

    private boolean isNearer(int candidate, long nanos) {
        double here = health.get(serving).latency;
        Health there = health.get(candidate);
        return nanos - there.wellSince >= pace.settlingNanos
                && there.latency < here * NEARER
                && here - there.latency >= pace.countsNanos;
    }

    /** The well one with the least latency, the first of equals; those that never answered come last. */
    private OptionalInt nearest() {
        int nearest = -1;
        for (int i = 0; i < health.size(); i++) {
            if (health.get(i).well && (nearest < 0 || known(i) < known(nearest))) {
                nearest = i;
            }
        }
        return nearest < 0 ? OptionalInt.empty() : OptionalInt.of(nearest);
    }

    private double known(int cluster) {
        double latency = health.get(cluster).latency;
        return Double.isNaN(latency) ? Double.MAX_VALUE : latency;
    }

    private void serve(int cluster) {
        serving = cluster;
        better = -1;
        times = 0;
    }
}
