package io.edict.cli;

import io.edict.plain.ShardOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code edict clusters drain}: a shard gives up all that it has. */
@Command(
        name = "drain",
        description = {
            "Moves all namespaces out of a shard.%n",
            "Afterwards take it out of the settings, unless it is the anchor, which goes on to hold the map of shards. If this"
                    + " breaks off, give it again."
        },
        footerHeading = "%nExample:%n",
        footer = "  edict clusters drain north")
final class ClustersDrainCommand extends ShardsOperation {
    @Parameters(index = "0", paramLabel = "SHARD", description = "The shard.")
    private String shard = "";

    ClustersDrainCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    long move(ShardOperations shards) {
        return shards.drain(shard);
    }
}
