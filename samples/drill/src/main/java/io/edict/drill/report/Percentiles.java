package io.edict.drill.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/** Durations in microseconds, sorted. */
final class Percentiles {
    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    static Percentiles of(LongStream micros) {
        return new Percentiles(micros.sorted().toArray());
    }

    int count() {
        return sorted.length;
    }

    /** The duration that so many percent do not exceed. */
    long at(double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int index = (int) Math.ceil(percent / 100 * sorted.length) - 1;
        return sorted[Math.max(0, Math.min(sorted.length - 1, index))];
    }

    /** Cells of a table: p50, p90, p99, the greatest. */
    String cells() {
        return String.join(" | ", Arrays.asList(millis(at(50)), millis(at(90)), millis(at(99)), millis(at(100))));
    }

    /** A duration for people. */
    static String millis(long micros) {
        return micros < 10_000
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1000.0)
                : micros < 10_000_000
                        ? String.format(Locale.ROOT, "%,d ms", micros / 1000)
                        : String.format(Locale.ROOT, "%.1f s", micros / 1_000_000.0);
    }
}
