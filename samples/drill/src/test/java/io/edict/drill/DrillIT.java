package io.edict.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.drill.check.Judge;
import io.edict.drill.check.Verdict;
import io.edict.drill.check.Violation.Kind;
import io.edict.drill.journal.Entry;
import io.edict.drill.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run over real processes; then its record, falsified in every way that the judge must notice. */
class DrillIT {
    private static final long SEED = 11;

    @TempDir
    private Path directory;

    /** Whatever the primary took alone must be found among what was set aside, or the judge calls it lost. */
    @Test
    void runWithPrimariesThatAreLostIsClean() throws IOException {
        Options options = Options.parse(
                "--mode", "primary-standby",
                "--faults", "4",
                "--publishes", "100",
                "--length", "12s",
                "--processes", "1",
                "--publishers", "1",
                "--bound", "60",
                "--kinds", "PRIMARY_LOST,PRIMARY_CHANGED,STANDBY_RESTORED,CUT",
                "--work", directory.resolve("work").toString(),
                "--report", directory.resolve("report").toString());
        assertThat(Drill.run(options, System.out).violations()).isEmpty();
        assertThat(directory.resolve("report/README.md")).content().contains("| primary lost | 1 |");
    }

    @Test
    void shortRunIsCleanAndEveryFalsificationOfItsRecordIsFoundOut() throws IOException {
        Options options = Options.parse(
                "--seed", Long.toString(SEED),
                "--faults", "6",
                "--publishes", "150",
                "--length", "15s",
                "--processes", "2",
                "--publishers", "1",
                "--bound", "60",
                "--kinds", "SERVER_KILL,CUT,FOLLOWER_KILL,PUBLISHER_KILL,SESSION_EXPIRY,HEAD_GARBAGE",
                "--work", directory.resolve("work").toString(),
                "--report", directory.resolve("report").toString());
        Verdict verdict = Drill.run(options, System.out);
        assertThat(verdict.violations()).isEmpty();
        assertThat(directory.resolve("report/README.md")).content().contains("| **violations** | **0** |");
        assertThat(directory.resolve("report/timeline.svg")).content().endsWith("</svg>\n");

        List<Entry> record = Journal.read(directory.resolve("work/journals"));
        Random random = new Random(SEED);
        for (Kind kind : Kind.values()) {
            List<Entry> falsified = Falsification.of(kind, record, random);
            assertThat(Judge.judge(falsified).violations())
                    .as("planted: " + kind)
                    .anyMatch(found -> found.kind() == kind);
        }
    }
}
