package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.ClientBuilder;
import io.edict.plain.ShardOperations;
import io.edict.plain.ShardOperations.Progress;
import io.edict.plain.ShardOperations.ShardsReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** A command that moves namespaces between shards: it tells of each step, and how the shards are in the end. */
abstract class ShardsOperation extends StoreCommand {
    ShardsOperation(EdictCommand edict) {
        super(edict);
    }

    @Override
    final ClientBuilder begin() {
        return edict().client(edict().several());
    }

    @Override
    final void run(ConfigClient client) {
        ShardOperations shards = ShardOperations.of(client).onProgress(this::tell);
        try {
            long moved = move(shards);
            tell(moved, shards.status());
        } catch (InvalidRequestException e) {
            throw e;
        } catch (EdictException e) {
            if (!output().json()) {
                output().note("What was moved so far stands. Give the same command again, and it goes on from there.");
            }
            throw e;
        }
    }

    /** Does the work, and answers how many namespaces were moved. */
    abstract long move(ShardOperations shards);

    private void tell(Progress step) {
        if (!output().json()) {
            output().note(Wording.count(step.namespaces().size(), "namespace") + " moved from " + step.from() + " to "
                    + step.to() + ": " + Wording.safe(String.join(", ", step.namespaces())) + "; "
                    + step.left() + " left");
        }
    }

    private void tell(long moved, ShardsReport report) {
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("moved", moved);
            facts.putAll(Shards.facts(report));
            output().json(facts);
            return;
        }
        Shards.table(report).print(output());
        output().line("Done: " + Wording.count(moved, "namespace") + " moved by this call.");
    }
}
