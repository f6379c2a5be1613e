package io.edict.drill;

import io.edict.drill.check.Evidence;
import io.edict.drill.check.EvidenceReader;
import io.edict.drill.check.Judge;
import io.edict.drill.check.Verdict;
import io.edict.drill.check.Violation;
import io.edict.drill.fleet.DrillPlan;
import io.edict.drill.fleet.DrillRun;
import io.edict.drill.fleet.FleetPlan;
import io.edict.drill.journal.Entry;
import io.edict.drill.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The command: runs a drill, judges it, and writes the report. Ends with 1 if there is a violation. */
public final class Drill {
    private Drill() {}

    /** See {@link Options}. */
    public static void main(String[] args) throws IOException {
        Options options = Options.parse(args);
        Path directory = options.directory();
        if (!options.judgeOnly()) {
            Files.createDirectories(directory);
            try (DrillRun run = new DrillRun(options.plan(), options.fleet(), System.out)) {
                run.run();
            }
        }
        Verdict verdict = judge(directory.resolve("journals"), options);
        System.exit(verdict.violations().isEmpty() ? 0 : 1);
    }

    private static Verdict judge(Path journals, Options options) {
        List<Entry> entries = Journal.read(journals);
        Evidence evidence = EvidenceReader.read(entries);
        Verdict verdict = Judge.judge(evidence);
        System.out.println(entries.size() + " records, " + evidence.sightings().size() + " sightings, "
                + verdict.violations().size() + " violations; " + verdict.counts());
        verdict.violations().stream()
                .collect(Collectors.groupingBy(Violation::kind))
                .values()
                .forEach(same -> same.stream().limit(12).forEach(System.out::println));
        return verdict;
    }
}
