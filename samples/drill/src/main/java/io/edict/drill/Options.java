package io.edict.drill;

import io.edict.drill.app.Mode;
import io.edict.drill.fleet.DrillPlan;
import io.edict.drill.fleet.FaultKind;
import io.edict.drill.fleet.FleetPlan;
import io.edict.drill.report.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command's arguments, each a name with two dashes and a value.
 *
 * @param values the values by name
 */
record Options(Map<String, String> values) {
    private static final String USAGE = """
            java -jar drill.jar [--seed 7] [--faults 200] [--publishes 10000] [--length 17m] [--processes 6]
                [--followers 10] [--publishers 3] [--threads 3] [--kinds SERVER_KILL,CUT] [--bound 30]
                [--mode single|primary-standby|redundant|sharded|composed] [--bells on|off]
                [--work DIRECTORY] [--report DIRECTORY] [--judge DIRECTORY]
                [--remark TEXT]
            """;
    private static final Set<String> NAMES = Set.of(
            "seed",
            "faults",
            "publishes",
            "length",
            "processes",
            "followers",
            "publishers",
            "threads",
            "kinds",
            "bound",
            "mode",
            "bells",
            "work",
            "report",
            "judge",
            "remark");

    private static final String LENGTH = "17m";

    static Options parse(String... args) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || !NAMES.contains(args[i].substring(2)) || i + 1 == args.length) {
                throw new IllegalArgumentException("Unknown, or without a value: " + args[i] + "\n" + USAGE);
            }
            values.put(args[i].substring(2), args[i + 1]);
        }
        return new Options(values);
    }

    /** Where the report goes, or null for nowhere. */
    @Nullable
    Path report() {
        String report = values.get("report");
        return report == null ? null : Path.of(report);
    }

    /** What the report is to say beside the record. */
    Report.Facts facts() {
        Map<String, String> explanations =
                Arrays.stream(FaultKind.values()).collect(Collectors.toMap(FaultKind::name, FaultKind::explanation));
        return new Report.Facts(seed(), command(), explanations, machine(), values.getOrDefault("remark", ""));
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version().feature();
    }

    /** What was given, without what concerns the machine. */
    private String command() {
        StringBuilder command = new StringBuilder("java -jar samples/drill/target/drill.jar");
        Map<String, String> given = new TreeMap<>(values);
        given.keySet().removeAll(Set.of("work", "report", "judge", "remark"));
        given.putIfAbsent("seed", Long.toString(seed()));
        given.forEach(
                (name, value) -> command.append(" --").append(name).append(' ').append(value));
        return command.toString();
    }

    private int number(String name, int otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    long seed() {
        return number("seed", 7);
    }

    /** Where everything of the run is. */
    Path directory() {
        String judged = values.get("judge");
        String work = values.getOrDefault("work", System.getProperty("java.io.tmpdir") + "/edict-drill-" + seed());
        return Path.of(judged == null ? work : judged).toAbsolutePath();
    }

    /** Whether there is a record already. */
    boolean judgeOnly() {
        return values.containsKey("judge");
    }

    DrillPlan plan() {
        return new DrillPlan(
                seed(),
                number("faults", 200),
                number("publishes", 10_000),
                length(),
                Duration.ofSeconds(number("bound", 30)),
                kinds());
    }

    FleetPlan fleet() {
        int processes = number("publishers", 3);
        int threads = number("threads", 3);
        long period = length().multipliedBy((long) processes * threads)
                .multipliedBy(3)
                .dividedBy(4L * number("publishes", 10_000))
                .toMillis();
        return new FleetPlan(
                directory(),
                mode(),
                number("processes", 6),
                number("followers", 10),
                processes,
                threads,
                Math.max(1, period),
                bells());
    }

    private boolean bells() {
        String bells = values.getOrDefault("bells", "on");
        if (!bells.equals("on") && !bells.equals("off")) {
            throw new IllegalArgumentException("--bells is on or off, and not " + bells);
        }
        return bells.equals("on");
    }

    private Mode mode() {
        return Mode.of(values.getOrDefault("mode", Mode.SINGLE.word()));
    }

    private Duration length() {
        return Duration.parse("PT" + values.getOrDefault("length", LENGTH).toUpperCase(Locale.ROOT));
    }

    private Set<FaultKind> kinds() {
        String names = values.get("kinds");
        return names == null
                ? EnumSet.allOf(FaultKind.class)
                : Arrays.stream(names.split(","))
                        .map(FaultKind::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
    }
}
