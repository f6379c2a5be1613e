package io.edict.cli;

import io.edict.plain.ShardOperations;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code edict clusters reweight}: shards get another share. */
@Command(
        name = "reweight",
        description = {
            "Changes the weights of shards, and moves what belongs elsewhere then.%n",
            "Without any it goes on with whatever was begun. If this breaks off, give it again."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  edict clusters reweight north=2 south=1", "  edict clusters reweight   # goes on"})
final class ClustersReweightCommand extends ShardsOperation {
    @Parameters(
            arity = "0..*",
            paramLabel = "SHARD=WEIGHT",
            description = "The new weights, in relation to those of the others; above 0.")
    private Map<String, Double> weights = new LinkedHashMap<>();

    ClustersReweightCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    long move(ShardOperations shards) {
        return weights.isEmpty() ? shards.resume() : shards.reweigh(weights);
    }
}
