package io.edict.drill.report;

import io.edict.drill.check.Evidence;
import io.edict.drill.check.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells for how long nobody could publish, and nobody heard anything, by kind of fault. */
final class Unavailability {
    private final Evidence evidence;

    Unavailability(Evidence evidence) {
        this.evidence = evidence;
    }

    List<String> lines() {
        Gaps publishes = Gaps.ofPublishes(evidence);
        Gaps news = Gaps.ofNews(evidence);
        Map<String, List<Fault>> kinds = evidence.faults().stream()
                .collect(Collectors.groupingBy(Fault::kind, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>(List.of(
                "## Unavailability",
                "",
                "| fault | times | nothing published, p50 | longest | nobody heard of anything, p50 | longest |",
                "|---|---|---|---|---|---|"));
        kinds.forEach((kind, faults) -> lines.add("| " + Timeline.words(kind) + " | " + faults.size() + " | "
                + cells(publishes.around(faults)) + " | " + cells(news.around(faults)) + " |"));
        lines.addAll(List.of(
                "",
                "The longest time, from the beginning of a fault until a second after its end, between two acknowledged"
                        + " publishes to the namespace `shop`, and between two calls of anybody's listener for it; the times"
                        + " include the usual pauses between publishes, and what faults did that overlapped.",
                "",
                String.format(
                        Locale.ROOT,
                        "Followers looked %,d times at what they have in memory; %,d times it was not there.",
                        evidence.looks(),
                        evidence.misses()),
                ""));
        return lines;
    }

    private static String cells(Percentiles percentiles) {
        return Percentiles.millis(percentiles.at(50)) + " | " + Percentiles.millis(percentiles.at(100));
    }
}
