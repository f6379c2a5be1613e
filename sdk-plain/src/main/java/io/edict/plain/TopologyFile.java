package io.edict.plain;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads a topology from a HOCON file. Messages name the file and the setting, and quote no value. */
final class TopologyFile {
    private static final Set<String> ONE = Set.of("mode", "clusters");
    private static final Set<String> SEVERAL =
            Set.of("mode", "clusters", "first-primary", "acknowledged-by", "replicates", "promotes-after");
    private static final Set<String> CLUSTER = Set.of("servers", "access", "witness");
    private static final Set<String> SHARDED = Set.of("mode", "shards");
    private static final Set<String> SHARD = Set.of("servers", "access", "weight");
    private static final String WEIGHT = "weight";

    private final Path file;
    private final String place;

    /**
     * Reads a topology.
     *
     * @param place where in the file it stands, empty if it is all that stands there
     */
    private TopologyFile(Path file, String place) {
        this.file = file;
        this.place = place;
    }

    static Topology read(Path file) {
        try {
            Config config = ConfigFactory.parseString(
                            Files.readString(file),
                            ConfigParseOptions.defaults()
                                    .setSyntax(ConfigSyntax.CONF)
                                    .setOriginDescription(file.toString()))
                    .resolve();
            return new TopologyFile(file, "").topology(config);
        } catch (IOException e) {
            throw new InvalidRequestException("The clusters file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); mend the path, or give this process the right");
        } catch (ConfigException e) {
            throw new InvalidRequestException("The clusters file " + file + " is wrong: " + reason(e));
        }
    }

    private static String reason(ConfigException e) {
        if (e instanceof ConfigException.Missing || e instanceof ConfigException.WrongType) {
            return String.valueOf(e.getMessage());
        }
        return "it is not HOCON" + (e.origin() == null ? "" : ", " + e.origin().description());
    }

    private Topology topology(Config config) {
        String given = config.hasPath("mode") ? config.getString("mode") : "";
        if (given.equals("sharded")) {
            return sharded(config);
        }
        if (config.hasPath("shards")) {
            throw wrong("mode must be sharded where there are shards");
        }
        List<String> names = names("clusters", config);
        String mode = given.isEmpty() && names.size() == 1 ? "single" : given;
        return switch (mode) {
            case "single" -> single(config, names);
            case "primary-standby" -> primaryStandby(config, names);
            case "redundant" -> redundant(config, names);
            default ->
                throw wrong("mode must be single, primary-standby, redundant or sharded"
                        + (mode.isEmpty() ? ", and is needed where there are several clusters" : ""));
        };
    }

    /** The order of a JSON object means nothing, so they are sorted. */
    private List<String> names(String what, Config config) {
        if (!config.hasPath(what) || config.getConfig(what).isEmpty()) {
            throw wrong(what + " names no " + what.substring(0, what.length() - 1));
        }
        return config.getObject(what).keySet().stream().sorted().toList();
    }

    private Topology single(Config config, List<String> names) {
        check("", config, ONE);
        if (names.size() != 1) {
            throw wrong("mode is single, but clusters names " + names.size());
        }
        return Topology.single(cluster(names.get(0), config));
    }

    private Topology primaryStandby(Config config, List<String> names) {
        check("", config, SEVERAL);
        List<String> order = new ArrayList<>(names);
        if (!config.hasPath("first-primary")) {
            throw wrong("first-primary is missing: the cluster that is the primary of a store that is new");
        }
        String first = config.getString("first-primary");
        if (!order.remove(first)) {
            throw wrong("first-primary must be one of clusters, " + names);
        }
        order.add(0, first);
        Topology.PrimaryStandbyBuilder builder = Topology.primaryStandby();
        for (String name : order) {
            Config settings = cluster(config, name);
            if (settings.hasPath("witness") && settings.getBoolean("witness")) {
                builder.witness(name, cluster(name, config));
            } else {
                builder.cluster(name, cluster(name, config));
            }
        }
        if (config.hasPath("acknowledged-by")) {
            builder.acknowledgedBy(config.getInt("acknowledged-by"));
        }
        if (config.hasPath("replicates") && config.getBoolean("replicates")) {
            builder.replicates();
        }
        if (config.hasPath("promotes-after")) {
            builder.promotesAfter(config.getDuration("promotes-after"));
        }
        return named(builder::build);
    }

    private Topology redundant(Config config, List<String> names) {
        check("", config, ONE);
        Topology.RedundantBuilder builder = Topology.redundant();
        names.forEach(name -> builder.cluster(name, cluster(name, config)));
        return named(builder::build);
    }

    private Topology sharded(Config config) {
        check("", config, SHARDED);
        Topology.ShardedBuilder builder = Topology.sharded();
        for (String name : names("shards", config)) {
            Config settings = config.getConfig("shards").getConfig(ConfigUtil.joinPath(name));
            String prefix = "shards." + name;
            double weight = settings.hasPath(WEIGHT) ? settings.getDouble(WEIGHT) : 1;
            Topology topology = shard(prefix, settings);
            named(() -> builder.shard(name, topology, weight));
        }
        return named(builder::build);
    }

    private Topology shard(String prefix, Config settings) {
        if (settings.hasPath("mode") || settings.hasPath("clusters")) {
            return new TopologyFile(file, prefix).topology(settings.withoutPath(WEIGHT));
        }
        check(prefix + ".", settings, SHARD);
        return Topology.single(reached(prefix, settings));
    }

    /** What does not fit together is told with the file's name. */
    private <T> T named(Supplier<T> building) {
        try {
            return building.get();
        } catch (InvalidRequestException e) {
            throw wrong(e.getMessage());
        }
    }

    private static Config cluster(Config config, String name) {
        return config.getConfig("clusters").getConfig(ConfigUtil.joinPath(name));
    }

    private Cluster cluster(String name, Config config) {
        Config settings = cluster(config, name);
        check("clusters." + name + ".", settings, CLUSTER);
        return reached("clusters." + name, settings);
    }

    private Cluster reached(String place, Config settings) {
        if (!settings.hasPath("access")) {
            if (!settings.hasPath("servers")) {
                throw wrong(place + " needs servers, or access");
            }
            return Cluster.at(settings.getString("servers"));
        }
        Path access = file.toAbsolutePath().resolveSibling(settings.getString("access"));
        return settings.hasPath("servers")
                ? Cluster.fromProperties(access, settings.getString("servers"))
                : Cluster.fromProperties(access);
    }

    private void check(String prefix, Config config, Set<String> known) {
        Set<String> unknown = new TreeSet<>(config.root().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw wrong("there is no setting " + prefix + String.join(", " + prefix, unknown) + "; there are "
                    + new TreeSet<>(known));
        }
    }

    private InvalidRequestException wrong(String what) {
        return new InvalidRequestException(
                "The clusters file " + file + " is wrong" + (place.isEmpty() ? "" : " at " + place) + ": " + what);
    }
}
