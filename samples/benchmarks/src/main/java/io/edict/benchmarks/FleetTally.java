package io.edict.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What came of the changes of one kind at one site. For one thread. */
final class FleetTally {
    private final List<Arrivals.Span> spans = new ArrayList<>();
    private final List<long[]> writes = new ArrayList<>();
    private Cpu cpu = Cpu.NONE;
    private double bytes;
    private int used;

    /**
     * A change has arrived everywhere.
     *
     * @param span when
     * @param meanwhile how long the writes took that somebody else made meanwhile, in nanoseconds
     */
    void change(Arrivals.Span span, long... meanwhile) {
        spans.add(span);
        quiet(meanwhile);
    }

    /** Nothing changed for a while. */
    void quiet(long... meanwhile) {
        if (meanwhile.length > 0) {
            writes.add(meanwhile.clone());
        }
    }

    /**
     * What so many changes used.
     *
     * @param changes how many
     * @param more the CPU time beyond that of the same time without a change
     * @param sent how many bytes each client was sent
     */
    void used(int changes, Cpu more, double sent) {
        used += changes;
        cpu = cpu.plus(more);
        bytes += sent;
    }

    /** Milliseconds until the first client had a change, the median of all changes. */
    double first() {
        return median(spans.stream().mapToDouble(Arrivals.Span::firstNanos).toArray());
    }

    /** Milliseconds until the last client had a change, the median of all changes. */
    double last() {
        return median(spans.stream().mapToDouble(Arrivals.Span::lastNanos).toArray());
    }

    /** The CPU time of a change, in milliseconds. */
    Cpu cpu() {
        return cpu.times(1 / 1e6 / used);
    }

    /** How many KiB each client was sent for a change. */
    double kibibytes() {
        return bytes / 1024 / used;
    }

    /** Milliseconds that somebody else's write took, the median of all. */
    double write() {
        return median(
                writes.stream().flatMapToLong(Arrays::stream).asDoubleStream().toArray());
    }

    /** Milliseconds that the slowest write of a change took, the median of all changes. */
    double slowest() {
        return median(writes.stream()
                .mapToDouble(some -> Arrays.stream(some).max().orElseThrow())
                .toArray());
    }

    /** Milliseconds that the slowest write of all took. */
    double worst() {
        return writes.stream()
                        .flatMapToLong(Arrays::stream)
                        .asDoubleStream()
                        .max()
                        .orElse(Double.NaN)
                / 1e6;
    }

    private static double median(double... nanos) {
        return Timing.quantile(Arrays.stream(nanos).sorted().toArray(), 0.5) / 1e6;
    }
}
