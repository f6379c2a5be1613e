package io.edict.drill;

import io.edict.drill.check.Evidence;
import io.edict.drill.check.EvidenceReader;
import io.edict.drill.check.Judge;
import io.edict.drill.check.Verdict;
import io.edict.drill.check.Violation;
import io.edict.drill.fleet.DrillRun;
import io.edict.drill.journal.Journal;
import io.edict.drill.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The command: runs a drill, judges it, and writes the report. Ends with 1 if there is a violation. */
public final class Drill {
    private static final int SHOWN_OF_A_KIND = 12;

    private Drill() {}

    /** See {@link Options}. */
    public static void main(String[] args) throws IOException {
        Verdict verdict = run(Options.parse(args), System.out);
        System.exit(verdict.violations().isEmpty() ? 0 : 1);
    }

    static Verdict run(Options options, PrintStream out) throws IOException {
        Path directory = options.directory();
        if (!options.judgeOnly()) {
            Files.createDirectories(directory);
            try (DrillRun run = new DrillRun(options.plan(), options.fleet(), out)) {
                run.run();
            }
        }
        Evidence evidence = EvidenceReader.read(Journal.read(directory.resolve("journals")));
        Verdict verdict = Judge.judge(evidence);
        tell(evidence, verdict, out);
        Path report = options.report();
        if (report != null) {
            new Report(evidence, verdict, options.facts()).write(report);
            out.println("Report: " + report.resolve("README.md"));
        }
        return verdict;
    }

    private static void tell(Evidence evidence, Verdict verdict, PrintStream out) {
        out.println(
                evidence.faults().size() + " faults, " + evidence.publishes().size() + " publishes, "
                        + evidence.sightings().size() + " sightings, "
                        + verdict.violations().size() + " violations; " + verdict.counts());
        verdict.violations().stream()
                .collect(Collectors.groupingBy(Violation::kind))
                .values()
                .forEach(same -> same.stream().limit(SHOWN_OF_A_KIND).forEach(out::println));
    }
}
