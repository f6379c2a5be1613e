package io.edict.cli;

import io.edict.plain.ShardOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code edict clusters add}: a shard takes its share. */
@Command(
        name = "add",
        description = {
            "Adds a shard with the weight that the clusters file gives it, and moves its share of the namespaces there.%n",
            "First name it in the settings of all clients: one that does not know it cannot reach what is moved there."
                    + " If this breaks off, give it again."
        },
        footerHeading = "%nExample:%n",
        footer = "  edict clusters add west")
final class ClustersAddCommand extends ShardsOperation {
    @Parameters(index = "0", paramLabel = "SHARD", description = "The shard.")
    private String shard = "";

    ClustersAddCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    long move(ShardOperations shards) {
        return shards.add(shard);
    }
}
