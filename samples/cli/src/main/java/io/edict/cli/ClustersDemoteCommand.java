package io.edict.cli;

import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edict clusters demote}: the primary stands down. */
@Command(
        name = "demote",
        description = {
            "Has the primary stand down, for maintenance say: the standby that lacks least takes its place.%n",
            "The primary is stopped and copied first, so nothing is lost; while it cannot be reached this is refused, and"
                    + " 'edict clusters promote' is what you want."
        },
        footerHeading = "%nExample:%n",
        footer = "  edict clusters demote berlin")
final class ClustersDemoteCommand extends ClustersOperation {
    @Parameters(index = "0", paramLabel = "NAME", description = "The primary.")
    private String cluster = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    ClustersDemoteCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ClusterOperations operations, List<ClusterReport> reports) {
        if (!yes) {
            new Question(edict())
                    .ask(
                            "have " + cluster + " stand down, so that a standby becomes the primary",
                            "Nothing was changed");
        }
        String primary = operations.demote(cluster);
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("demoted", cluster);
            facts.put("primary", primary);
            output().json(facts);
        } else {
            output().line(primary + " is the primary now, in the place of " + cluster
                    + "; publishers find it by themselves. Nothing is lost.");
        }
    }
}
