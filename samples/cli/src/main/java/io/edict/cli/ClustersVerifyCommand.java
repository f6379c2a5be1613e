package io.edict.cli;

import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code edict clusters verify}: whether all clusters hold the same. */
@Command(
        name = "verify",
        description = {
            "Compares heads and contents of all documents in all clusters with the primary, or with what was chosen. Changes"
                    + " nothing.%n",
            "Ends with 0 if all is the same, 4 if a cluster could not be compared, and 6 if something differs."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  edict clusters verify", "  edict clusters verify --json"})
final class ClustersVerifyCommand extends ClustersOperation {
    ClustersVerifyCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ClusterOperations operations, List<ClusterReport> reports) {
        new Verifications(output()).tell(operations.verify(), "see 'edict clusters repair'");
    }
}
