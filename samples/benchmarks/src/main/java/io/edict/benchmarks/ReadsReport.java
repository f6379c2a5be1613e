package io.edict.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

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
        for (String peer : List.of(
                "peerArchaius2Property",
                "peerArchaius2Config",
                "peerArchaius0",
                "peerApollo",
                "peerNacosProperties",
                "peerSpring",
                "peerSpringBoot",
                "springEdict")) {
            measures.put(peer + "Int", "hotMapInt");
            measures.put(peer + "String", "hotMapString");
        }
        measures.put("peerNacosLocalCopy", "hotMapString");
        measures.put("allString", "allMapString");
        measures.put("allInt", "allMapInt");
        return measures;
    }

    static void run(Sheet sheet, String pattern, int forks) throws RunnerException {
        Map<Integer, Map<String, RunResult>> byThreads = new TreeMap<>();
        for (int threads = 1; threads <= 2; threads++) {
            byThreads.put(
                    threads, byName(runner(options(pattern, forks, threads)).run()));
        }
        sheet.columns("threads", "read", "ratio", "ns", "±", "measured by", "ns", "±", "B/op");
        byThreads.forEach((threads, results) -> MEASURES.forEach((name, measure) -> {
            if (results.containsKey(name) && results.containsKey(measure)) {
                row(sheet, threads, results.get(name), results.get(measure));
            }
        }));
    }

    /** Says how far it is beside the table. */
    private static Runner runner(Options options) {
        return new Runner(options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL));
    }

    private static Options options(String pattern, int forks, int threads) {
        return new OptionsBuilder()
                .include(ReadsBenchmark.class.getSimpleName() + "\\." + pattern)
                .include(PeersBenchmark.class.getSimpleName() + "\\." + pattern)
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

    private static void row(Sheet sheet, int threads, RunResult result, RunResult measure) {
        double time = result.getPrimaryResult().getScore();
        double plain = measure.getPrimaryResult().getScore();
        sheet.row(
                threads,
                "`" + result.getPrimaryResult().getLabel() + "`",
                time / plain,
                time,
                deviation(result),
                "`" + measure.getPrimaryResult().getLabel() + "`",
                plain,
                deviation(measure),
                Math.rint(allocated(result) * 10) / 10);
    }

    private static double deviation(RunResult result) {
        return result.getPrimaryResult().getStatistics().getStandardDeviation();
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
