package io.edict.cli;

import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code edict clusters repair}: the clusters are brought to hold the same. */
@Command(
        name = "repair",
        description = {
            "Brings the clusters that can be reached to where the primary is, or to what was chosen, and compares them.%n",
            "What was not chosen is set aside: see 'edict clusters conflicts'. Publishing may go on meanwhile. Ends with 0 if"
                    + " all is the same then, 4 if a cluster could not be compared, and 6 if something still differs."
        },
        footerHeading = "%nExample:%n",
        footer = "  edict clusters repair")
final class ClustersRepairCommand extends ClustersOperation {
    ClustersRepairCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ClusterOperations operations, List<ClusterReport> reports) {
        new Verifications(output()).tell(operations.repair(), "look at the clusters named, then repair again");
    }
}
