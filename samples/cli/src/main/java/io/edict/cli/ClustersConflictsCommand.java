package io.edict.cli;

import io.edict.VersionInfo;
import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import io.edict.plain.ClusterOperations.Conflict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edict clusters conflicts}: what is set aside. */
@Command(
        name = "conflicts",
        description =
                "Shows the versions that a cluster took alone, as the primary of an earlier epoch, and the store went"
                        + " on without. Publish again what is still wanted of them.",
        footerHeading = "%nExamples:%n",
        footer = {"  edict clusters conflicts", "  edict clusters conflicts --text"})
final class ClustersConflictsCommand extends ClustersOperation {
    @Option(names = "--text", description = "Show the texts, too. JSON always has them.")
    private boolean text;

    ClustersConflictsCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ClusterOperations operations, List<ClusterReport> reports) {
        List<Conflict> conflicts = operations.conflicts();
        List<String> away = reports.stream()
                .filter(report -> report.role().equals("unknown"))
                .map(ClusterReport::name)
                .toList();
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put(
                    "conflicts",
                    conflicts.stream().map(ClustersConflictsCommand::facts).toList());
            facts.put("unreachable", away);
            output().json(facts);
            return;
        }
        print(conflicts);
        if (!away.isEmpty()) {
            output().note(String.join(", ", away) + " cannot be reached, and may keep more");
        }
    }

    private static Map<String, Object> facts(Conflict conflict) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cluster", conflict.cluster());
        facts.putAll(Facts.of(conflict.version()));
        facts.put("text", conflict.text().orElse(null));
        return facts;
    }

    private void print(List<Conflict> conflicts) {
        if (conflicts.isEmpty()) {
            output().line("Nothing is set aside.");
            return;
        }
        Table table = new Table("CLUSTER", "DOCUMENT", "VERSION", "TIME", "AUTHOR", "SIZE", "MESSAGE");
        for (Conflict conflict : conflicts) {
            VersionInfo info = conflict.version();
            table.row(
                    line -> line,
                    conflict.cluster(),
                    info.id().toString(),
                    info.version().toString(),
                    Wording.time(
                            info.origin().time(), edict().terminal().place().zone()),
                    info.origin().author(),
                    info.isDeletion() ? "deleted" : Wording.size(info.size()),
                    info.origin().message());
        }
        table.print(output());
        if (text) {
            conflicts.forEach(this::printText);
        }
    }

    private void printText(Conflict conflict) {
        output().line("");
        output().line(output().bold(conflict.cluster() + ", "
                + conflict.version().id() + " version " + conflict.version().version()));
        conflict.text()
                .ifPresentOrElse(
                        content -> content.lines().map(Wording::safe).forEach(output()::line),
                        () -> output().line(output().faint("no text")));
    }
}
