package io.edict.drill.report;

import io.edict.drill.check.Evidence;
import io.edict.drill.check.Fault;
import io.edict.drill.check.Publish;
import io.edict.drill.check.Recoveries;
import io.edict.drill.check.Verdict;
import io.edict.drill.check.Verdict.Count;
import io.edict.drill.check.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells of a run, for people. */
public final class Report {
    private static final String PICTURE = "timeline.svg";

    private final Evidence evidence;
    private final Verdict verdict;
    private final Facts facts;
    private final Deliveries deliveries;
    private final StringBuilder text = new StringBuilder(8_000);

    /**
     * What the record does not tell.
     *
     * @param seed what chance depended on
     * @param command how to do the run again
     * @param explanations what each kind of fault does, by its name
     * @param machine where it ran
     * @param remark what else is to be said, or empty
     */
    public record Facts(long seed, String command, Map<String, String> explanations, String machine, String remark) {}

    /** Of a run and what was judged of it. */
    public Report(Evidence evidence, Verdict verdict, Facts facts) {
        this.evidence = evidence;
        this.verdict = verdict;
        this.facts = facts;
        this.deliveries = new Deliveries(evidence);
    }

    /** Writes the page and the picture. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(PICTURE), new Timeline(evidence, deliveries).draw());
        Files.writeString(directory.resolve("README.md"), page());
    }

    private String page() {
        line("# A drill");
        line("");
        line("Written by the run itself. Seed " + facts.seed() + "; again with:");
        line("");
        line("```sh");
        line(facts.command());
        line("```");
        line("");
        summary();
        line("");
        line("![Faults as bars, deliveries per second, and the slowest follower after each healing](" + PICTURE + ")");
        line("");
        times();
        new Unavailability(evidence).lines().forEach(this::line);
        faults();
        publishes();
        judged();
        return text.toString();
    }

    private void summary() {
        line("| | |");
        line("|---|---|");
        row("faults", number(evidence.faults().size()) + ", of " + kinds().size() + " kinds");
        row("publishes acknowledged", number(outcome(Publish.Outcome.ACKED)));
        row("followers", evidence.followers().size() + ", started " + number(evidence.starts()) + " times");
        row("versions delivered to listeners", number(deliveries.all().size()));
        row("versions seen in all", number(evidence.sightings().size()));
        row("machine", facts.machine());
        row("**violations**", "**" + number(verdict.violations().size()) + "**");
        if (!facts.remark().isEmpty()) {
            line("");
            line(facts.remark());
        }
    }

    private void times() {
        line("## Times");
        line("");
        line("| | count | p50 | p90 | p99 | max |");
        line("|---|---|---|---|---|---|");
        percentiles("delivery while all is well", deliveries.percentiles(Deliveries.Delivery::calm));
        percentiles("delivery during faults and recovery", deliveries.percentiles(each -> !each.calm()));
        percentiles("recovery, each follower", recoveries());
        percentiles("recovery, until the last follower", slowest());
        line("");
        line(
                "Delivery: from the beginning of a publish to the call of a listener in another process. Recovery: from the end of the"
                        + " last fault of a group, all servers serving again, until a follower has what was current then.");
        line("");
    }

    private Percentiles recoveries() {
        return Percentiles.of(Recoveries.of(evidence).stream()
                .mapToLong(
                        recovery -> recovery.micros().orElse(recovery.healing().bound())));
    }

    private Percentiles slowest() {
        Map<String, Long> slowest = new HashMap<>();
        Recoveries.of(evidence)
                .forEach(recovery -> slowest.merge(
                        recovery.healing().group(),
                        recovery.micros().orElse(recovery.healing().bound()),
                        Math::max));
        return Percentiles.of(slowest.values().stream().mapToLong(Long::longValue));
    }

    private void percentiles(String what, Percentiles percentiles) {
        line("| " + what + " | " + number(percentiles.count()) + " | " + percentiles.cells() + " |");
    }

    private void faults() {
        line("## Faults");
        line("");
        line("| kind | times | what is done |");
        line("|---|---|---|");
        kinds().forEach((kind, count) -> line("| " + Timeline.words(kind) + " | " + count + " | "
                + facts.explanations().getOrDefault(kind, "") + " |"));
        line("");
        line(overlapping() + " of them overlapped with others.");
        line("");
    }

    private Map<String, Long> kinds() {
        return evidence.faults().stream()
                .collect(Collectors.groupingBy(Fault::kind, TreeMap::new, Collectors.counting()));
    }

    private long overlapping() {
        List<Fault> faults = evidence.faults();
        return faults.stream()
                .filter(one -> faults.stream()
                        .anyMatch(other -> other.number() != one.number()
                                && other.begun() < one.ended()
                                && one.begun() < other.ended()))
                .count();
    }

    private void publishes() {
        line("## Publishes");
        line("");
        line("| outcome | publishes |");
        line("|---|---|");
        row("acknowledged", number(outcome(Publish.Outcome.ACKED)));
        row("failed for sure, and found nowhere", number(outcome(Publish.Outcome.FAILED)));
        row("outcome unknown to the caller", number(outcome(Publish.Outcome.UNKNOWN)));
        row("publisher died meanwhile", number(outcome(Publish.Outcome.OPEN)));
        line("");
        line("Of " + number(versions()) + " acknowledged versions " + number(verdict.counted(Count.KEPT))
                + " are in history; "
                + number(verdict.counted(Count.LOST_BY_RESTORE)) + " were taken back by "
                + evidence.restores().size() + " restores from backups, which is what a restore does; "
                + number(verdict.counted(Count.SET_ASIDE))
                + " were taken by a cluster alone that was lost then, and are kept aside there.");
        line("");
    }

    private long versions() {
        return evidence.publishes().values().stream()
                .mapToLong(publish -> publish.got().size())
                .sum();
    }

    private void judged() {
        line("## Judged");
        line("");
        line("| | count |");
        line("|---|---|");
        row("acknowledged versions looked for in history", number(versions()));
        row(
                "views of several documents, none with half a transaction",
                number(verdict.counted(Count.VIEWS_OF_SEVERAL)));
        row("restarts compared, a follower and a document each", number(verdict.counted(Count.RESTARTS_COMPARED)));
        row("followers current after a healing, a document each", number(verdict.counted(Count.CURRENT_AFTER_HEALING)));
        row("refusals, each with a declared reason", number(verdict.counted(Count.JUSTIFIED_REFUSALS)));
        evidence.events().forEach((event, count) -> row("event `" + event + "`", number(count)));
        line("");
        Map<Violation.Kind, Long> violations = verdict.violations().stream()
                .collect(Collectors.groupingBy(Violation::kind, TreeMap::new, Collectors.counting()));
        line("| violation | found |");
        line("|---|---|");
        for (Violation.Kind kind : Violation.Kind.values()) {
            row(Timeline.words(kind.name()), number(violations.getOrDefault(kind, 0L)));
        }
        List<Violation> some = new ArrayList<>(verdict.violations());
        if (!some.isEmpty()) {
            line("");
            some.stream()
                    .limit(20)
                    .forEach(violation -> line("- " + violation.toString().replace("|", "\\|")));
        }
    }

    private long outcome(Publish.Outcome outcome) {
        return evidence.publishes().values().stream()
                .filter(publish -> publish.outcome() == outcome)
                .count();
    }

    private void row(String what, String value) {
        line("| " + what + " | " + value + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
