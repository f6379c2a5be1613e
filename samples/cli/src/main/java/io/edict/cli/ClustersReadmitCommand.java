package io.edict.cli;

import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code edict clusters readmit}: a cluster votes again. */
@Command(
        name = "readmit",
        description = {
            "Lets a cluster of a redundant store vote again that was restored from a backup, or emptied.%n",
            "It takes a majority of the clusters, looks at every document, and goes on where it ended if given again."
        },
        footerHeading = "%nExample:%n",
        footer = "  edict clusters readmit munich")
final class ClustersReadmitCommand extends ClustersOperation {
    @Parameters(index = "0", paramLabel = "NAME", description = "The cluster.")
    private String cluster = "";

    ClustersReadmitCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ClusterOperations operations, List<ClusterReport> reports) {
        operations.readmit(cluster);
        if (output().json()) {
            output().json(Map.of("readmitted", cluster));
        } else {
            output().line(cluster + " votes again.");
        }
    }
}
