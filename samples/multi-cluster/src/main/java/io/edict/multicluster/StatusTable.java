package io.edict.multicluster;

import io.edict.plain.ClusterOperations.ClusterReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code edict clusters status} shows, in short. */
final class StatusTable {
    private StatusTable() {}

    static List<String> of(List<ClusterReport> reports) {
        List<String> lines = new ArrayList<>();
        lines.add(line("CLUSTER", "ROLE", "EPOCH", "INCARNATION", "BEHIND", "SET-ASIDE"));
        for (ClusterReport report : reports) {
            boolean known = !report.role().equals("unknown");
            lines.add(
                    known
                            ? line(
                                    report.name(),
                                    report.role(),
                                    report.epoch(),
                                    report.incarnation(),
                                    report.role().equals("primary") ? "-" : report.behind(),
                                    report.setAside())
                            : line(report.name(), report.role(), "-", "-", "?", "?"));
        }
        return lines;
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-8s %-8s %5s %11s %6s %9s", cells).stripTrailing();
    }
}
