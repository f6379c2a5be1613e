package io.edict.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link ReadsBenchmark} with one thread and with two, and tells each figure beside what it is measured by. */
final class ReadsReport {
    /** What is measured, and by what. */
    private static final Map<String, String> MEASURES = measures();

    private ReadsReport() {}

    private static Map<String, String> measures() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("typedVolatileInHolder", "typedVolatile");
        measures.put("typedLiveInt", "typedVolatile");
        measures.put("typedLiveRecord", "typedVolatile");
        measures.put("typedLiveRecordField", "typedVolatileRecordField");
        measures.put("typedPin", "typedVolatile");
        measures.put("hotString", "hotMapString");
        measures.put("hotStringInForce", "hotMapString");
        measures.put("hotInt", "hotMapInt");
        measures.put("hotTypesafeInt", "hotMapInt");
        measures.put("allString", "allMapString");
        measures.put("allInt", "allMapInt");
        return measures;
    }

    static void run(String pattern, int forks) throws RunnerException {
        Map<Integer, Map<String, RunResult>> byThreads = new TreeMap<>();
        for (int threads = 1; threads <= 2; threads++) {
            byThreads.put(threads, byName(new Runner(options(pattern, forks, threads)).run()));
        }
        System.out.println();
        System.out.println("| threads | read | ratio | ns | ± | measured by | ns | ± | B/op |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        byThreads.forEach((threads, results) -> MEASURES.forEach((name, measure) -> {
            if (results.containsKey(name) && results.containsKey(measure)) {
                System.out.println(row(threads, results.get(name), results.get(measure)));
            }
        }));
    }

    private static Options options(String pattern, int forks, int threads) {
        return new OptionsBuilder()
                .include(ReadsBenchmark.class.getSimpleName() + "." + pattern)
                .threads(threads)
                .forks(forks)
                .warmupIterations(8)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(200))
                .addProfiler(GCProfiler.class)
                .build();
    }

    private static Map<String, RunResult> byName(Collection<RunResult> results) {
        Map<String, RunResult> byName = new TreeMap<>();
        for (RunResult result : results) {
            byName.put(result.getPrimaryResult().getLabel(), result);
        }
        return byName;
    }

    private static String row(int threads, RunResult result, RunResult measure) {
        double time = result.getPrimaryResult().getScore();
        double plain = measure.getPrimaryResult().getScore();
        return String.format(
                Locale.ROOT,
                "| %d | `%s` | %.2f | %.2f | %.2f | `%s` | %.2f | %.2f | %.1f |",
                threads,
                result.getPrimaryResult().getLabel(),
                time / plain,
                time,
                result.getPrimaryResult().getStatistics().getStandardDeviation(),
                measure.getPrimaryResult().getLabel(),
                plain,
                measure.getPrimaryResult().getStatistics().getStandardDeviation(),
                allocated(result));
    }

    /** Bytes for each call. */
    @SuppressWarnings("rawtypes") // JMH's own signature
    private static double allocated(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }
}
