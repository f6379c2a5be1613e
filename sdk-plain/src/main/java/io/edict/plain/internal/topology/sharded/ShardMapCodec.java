package io.edict.plain.internal.topology.sharded;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.topology.sharded.ShardMap.Move;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The map of shards as JSON, for people to read; namespaces that stay are listed by shard, so that it is not long. */
final class ShardMapCodec {
    private static final int FORMAT_VERSION = 1;
    private static final ConfigParseOptions JSON =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setOriginDescription("the map of shards");
    private static final ConfigRenderOptions READABLE =
            ConfigRenderOptions.defaults().setOriginComments(false);

    private ShardMapCodec() {}

    static String encode(ShardMap map) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("shards", FORMAT_VERSION);
        json.put("anchor", map.anchor());
        json.put("weights", map.weights());
        if (map.next() != null) {
            json.put("next", map.next());
        }
        Map<String, List<String>> stays = new TreeMap<>();
        map.stays()
                .forEach((namespace, shard) ->
                        stays.computeIfAbsent(shard, fresh -> new ArrayList<>()).add(namespace));
        json.put("stays", stays);
        List<Map<String, Object>> moves = new ArrayList<>();
        map.moves().forEach((namespace, move) -> moves.add(encode(namespace, move)));
        json.put("moves", moves);
        return ConfigValueFactory.fromMap(json).render(READABLE);
    }

    private static Map<String, Object> encode(String namespace, Move move) {
        return Map.of(
                "namespace", namespace,
                "from", move.from(),
                "to", move.to(),
                "since", move.since(),
                "done", move.done());
    }

    /**
     * Reads what {@link #encode} writes.
     *
     * @throws InvalidRequestException if it is something else
     */
    static ShardMap decode(String text) {
        try {
            Config json = ConfigFactory.parseString(text, JSON);
            int format = json.getInt("shards");
            if (format != FORMAT_VERSION) {
                throw new InvalidRequestException("The map of shards has format " + format
                        + ", and this release of Edict knows only " + FORMAT_VERSION + "; upgrade Edict here");
            }
            Map<String, Double> next = json.hasPath("next") ? weights(json.getObject("next")) : null;
            return new ShardMap(
                    json.getString("anchor"), weights(json.getObject("weights")), next, stays(json), moves(json));
        } catch (ConfigException | ClassCastException | StackOverflowError e) {
            throw new InvalidRequestException("The map of shards cannot be read; roll it back to its version before");
        }
    }

    private static Map<String, Double> weights(ConfigObject json) {
        Map<String, Double> weights = new TreeMap<>();
        json.unwrapped().forEach((shard, weight) -> weights.put(shard, ((Number) weight).doubleValue()));
        return ShardMap.checked(weights);
    }

    private static Map<String, String> stays(Config json) {
        Map<String, String> stays = new TreeMap<>();
        json.getObject("stays").unwrapped().forEach((shard, namespaces) -> {
            for (Object namespace : (List<?>) namespaces) {
                stays.put(DocumentId.checkNamespace(namespace.toString()), shard);
            }
        });
        return stays;
    }

    private static Map<String, Move> moves(Config json) {
        Map<String, Move> moves = new TreeMap<>();
        for (Config move : json.getConfigList("moves")) {
            moves.put(
                    DocumentId.checkNamespace(move.getString("namespace")),
                    new Move(
                            move.getString("from"),
                            move.getString("to"),
                            move.getLong("since"),
                            move.getBoolean("done")));
        }
        return moves;
    }

    /** The map in a version of its document, or null if that is a deletion or cannot be read as text. */
    static @Nullable ShardMap decodeOrNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : decode(text);
    }
}
