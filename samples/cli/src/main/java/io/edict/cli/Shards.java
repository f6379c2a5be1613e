package io.edict.cli;

import io.edict.plain.ShardOperations.ShardReport;
import io.edict.plain.ShardOperations.ShardsReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The shards of a store, for people and for scripts. */
final class Shards {
    private static final String NOTHING = "-";

    private Shards() {}

    static Table table(ShardsReport report) {
        Table table = new Table("SHARD", "ROLE", "ANCHOR", "WEIGHT", "NAMESPACES", "LEAVING", "ARRIVING");
        for (ShardReport shard : report.shards()) {
            table.row(
                    line -> line,
                    shard.name(),
                    shard.role(),
                    shard.anchor() ? "yes" : NOTHING,
                    shard.weight() == 0 ? NOTHING : weight(shard.weight()),
                    shard.problem() == null ? "" + shard.namespaces() : "?",
                    "" + shard.leaving().size(),
                    "" + shard.arriving().size());
        }
        return table;
    }

    private static String weight(double weight) {
        return weight == Math.rint(weight) && weight < 1e9
                ? String.format(Locale.ROOT, "%.0f", weight)
                : Double.toString(weight);
    }

    static Map<String, Object> facts(ShardsReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("map", report.map());
        facts.put("settled", report.settled());
        facts.put("shards", report.shards().stream().map(Shards::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(ShardReport shard) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", shard.name());
        facts.put("servers", shard.servers());
        facts.put("role", shard.role());
        facts.put("anchor", shard.anchor());
        facts.put("weight", shard.weight());
        facts.put("namespaces", shard.namespaces());
        facts.put("leaving", List.copyOf(shard.leaving()));
        facts.put("arriving", List.copyOf(shard.arriving()));
        facts.put("problem", shard.problem());
        return facts;
    }
}
