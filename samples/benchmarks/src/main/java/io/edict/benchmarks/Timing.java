package io.edict.benchmarks;

import java.util.Arrays;

/**
 * What one contestant took.
 *
 * @param name the contestant
 * @param nanos round by round, NaN where it did not take part
 */
@SuppressWarnings("ArrayRecordComponent") // written once, before it is made
record Timing(String name, double[] nanos) {
    /** The time that a share of the rounds did not exceed, in milliseconds. */
    double millis(double share) {
        return quantile(sorted(nanos), share) / 1e6;
    }

    double median() {
        return millis(0.5);
    }

    double max() {
        return millis(1);
    }

    /** The median of the rounds' ratios. */
    double ratio(Timing base) {
        return quantile(ratios(base), 0.5);
    }

    /** The median of the rounds' ratios, and between what the middle half of them lies. */
    String spread(Timing base) {
        double[] ratios = ratios(base);
        return Sheet.figures(quantile(ratios, 0.5)) + " (" + Sheet.figures(quantile(ratios, 0.25)) + "–"
                + Sheet.figures(quantile(ratios, 0.75)) + ")";
    }

    private double[] ratios(Timing base) {
        double[] ratios = new double[nanos.length];
        for (int i = 0; i < nanos.length; i++) {
            ratios[i] = nanos[i] / base.nanos[i];
        }
        return sorted(ratios);
    }

    /** Without those that are missing. */
    private static double[] sorted(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** The value that a share of the sorted ones does not exceed. */
    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int at = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, Math.min(sorted.length - 1, at))];
    }
}
