package io.edict.plain;

import io.edict.error.InvalidRequestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one or several ZooKeeper clusters are one store. Immutable. All clients of a store must be given the same clusters under
 * the same names.
 *
 * <p>{@link #fromFile} reads one from a file:
 *
 * <pre>{@code
 * mode = primary-standby
 * clusters {
 *   berlin { servers = "zk1.berlin:2181,zk2.berlin:2181,zk3.berlin:2181" }
 *   munich { access = munich.properties }
 *   cologne { servers = "zk1.cologne:2181", witness = true }
 * }
 * acknowledged-by = 1
 * }</pre>
 *
 * <p>With shards it looks like this:
 *
 * <pre>{@code
 * mode = sharded
 * shards {
 *   north { servers = "zk1.north:2181,zk2.north:2181,zk3.north:2181" }
 *   south { access = south.properties, weight = 2 }
 *   west {
 *     mode = redundant
 *     clusters {
 *       lisbon { servers = "zk1.lisbon:2181" }
 *       madrid { servers = "zk1.madrid:2181" }
 *       dublin { servers = "zk1.dublin:2181" }
 *     }
 *   }
 * }
 * }</pre>
 */
public sealed interface Topology {
    /**
     * One cluster alone.
     *
     * @param cluster the cluster
     * @return the topology
     */
    static Topology single(Cluster cluster) {
        return new Single(cluster);
    }

    /**
     * One cluster takes publishes, the others hold copies.
     *
     * @return a builder
     */
    static PrimaryStandbyBuilder primaryStandby() {
        return new PrimaryStandbyBuilder();
    }

    /**
     * Three or five clusters, of which any majority takes publishes and loses nothing.
     *
     * @return a builder
     */
    static RedundantBuilder redundant() {
        return new RedundantBuilder();
    }

    /**
     * Namespaces spread over several clusters, the shards, of which each holds some.
     *
     * @return a builder
     */
    static ShardedBuilder sharded() {
        return new ShardedBuilder();
    }

    /**
     * Reads a topology from a HOCON file; the example is above. Paths are taken from the file's directory.
     *
     * <table>
     * <caption>Settings</caption>
     * <tr><th>setting</th><th>default</th><th></th></tr>
     * <tr><td>{@code mode}</td><td>{@code single} for one cluster</td><td>or {@code primary-standby},
     * {@code redundant}, {@code sharded}</td></tr>
     * <tr><td>{@code clusters.<name>.servers}</td><td></td><td>the connect string</td></tr>
     * <tr><td>{@code clusters.<name>.access}</td><td>in clear, as nobody</td><td>a file as {@link
     * Cluster#fromProperties(Path)} describes it</td></tr>
     * <tr><td>{@code clusters.<name>.witness}</td><td>{@code false}</td><td>whether it has no documents</td></tr>
     * <tr><td>{@code first-primary}</td><td>required</td><td>with {@code primary-standby}, as all that follows: the primary
     * of a store that is new</td></tr>
     * <tr><td>{@code acknowledged-by}</td><td>0</td><td>see {@link PrimaryStandbyBuilder#acknowledgedBy}</td></tr>
     * <tr><td>{@code replicates}</td><td>{@code false}</td><td>see {@link PrimaryStandbyBuilder#replicates}</td></tr>
     * <tr><td>{@code promotes-after}</td><td>never</td><td>see {@link PrimaryStandbyBuilder#promotesAfter}</td></tr>
     * <tr><td>{@code shards.<name>.servers}, {@code .access}</td><td></td><td>with {@code sharded}, instead of {@code
     * clusters}: as for clusters</td></tr>
     * <tr><td>{@code shards.<name>.mode}, {@code .clusters} and what the mode has</td><td>{@code single}</td><td>instead of
     * these, for a shard on several clusters, whose names must be no other shard's or cluster's</td></tr>
     * <tr><td>{@code shards.<name>.weight}</td><td>1</td><td>see {@link ShardedBuilder#shard(String, Topology,
     * double)}</td></tr>
     * </table>
     *
     * @param file the file
     * @return the topology
     * @throws InvalidRequestException if it cannot be read or something in it is wrong; the message names the setting
     */
    static Topology fromFile(Path file) {
        return TopologyFile.read(file);
    }

    /**
     * One cluster alone.
     *
     * @param cluster the cluster
     */
    record Single(Cluster cluster) implements Topology {}

    /**
     * One cluster takes publishes, the others hold copies.
     *
     * @param clusters the clusters with documents by their names, in the order of preference; the first is the primary of a
     *     store that is new
     * @param witnesses the clusters without documents by their names, which only count where a majority decides
     * @param acknowledgedBy on how many standbys a version must be before a publish returns
     * @param replication whether and how this client carries the copying
     */
    record PrimaryStandby(
            Map<String, Cluster> clusters, Map<String, Cluster> witnesses, int acknowledgedBy, Replication replication)
            implements Topology {
        /**
         * Checks that the parts fit together.
         *
         * @param clusters the clusters with documents
         * @param witnesses the clusters without documents
         * @param acknowledgedBy on how many standbys a version must be
         * @param replication whether and how this client carries the copying
         */
        public PrimaryStandby {
            clusters = Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
            witnesses = Collections.unmodifiableMap(new LinkedHashMap<>(witnesses));
            if (clusters.size() < 2) {
                throw new InvalidRequestException("clusters must be at least two with documents, but there "
                        + (clusters.size() == 1 ? "is one" : "is none") + "; for one alone the mode is single");
            }
            if (acknowledgedBy < 0 || acknowledgedBy >= clusters.size()) {
                throw new InvalidRequestException("acknowledged-by must be between 0 and " + (clusters.size() - 1)
                        + ", the number of standbys, but is " + acknowledgedBy);
            }
            for (String name : witnesses.keySet()) {
                if (clusters.containsKey(name)) {
                    throw new InvalidRequestException("clusters." + name + " is named twice");
                }
            }
        }

        /**
         * The same clusters, for a client that carries the copying.
         *
         * @param promotesAfter after what time without the primary it promotes the standby that it copies to, at least 1 s;
         *     or null to leave that as it is
         * @return the topology
         * @throws InvalidRequestException if it is less
         */
        public PrimaryStandby replicating(@Nullable Duration promotesAfter) {
            Duration after = promotesAfter == null ? replication.promotesAfter() : checked(promotesAfter);
            return new PrimaryStandby(clusters, witnesses, acknowledgedBy, new Replication(true, after));
        }
    }

    /**
     * Three or five clusters, of which any majority takes publishes. Documents are published one by one: several in one
     * transaction are refused.
     *
     * @param clusters the clusters by their names, the nearest first if that is known
     */
    record Redundant(Map<String, Cluster> clusters) implements Topology {
        /**
         * Checks their number.
         *
         * @param clusters the clusters by their names
         */
        public Redundant {
            clusters = Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
            if (clusters.size() != 3 && clusters.size() != 5) {
                throw new InvalidRequestException("clusters must be three or five for a redundant store, but are "
                        + clusters.size() + ": an even number survives no more than one less");
            }
        }
    }

    /**
     * Namespaces spread over several shards. Several documents are published together only if they are in one shard, so what
     * belongs together belongs into one namespace.
     *
     * @param shards the shards by their names
     */
    record Sharded(Map<String, Shard> shards) implements Topology {
        /**
         * Checks that there is a shard, and that no cluster is in two.
         *
         * @param shards the shards by their names
         */
        public Sharded {
            shards = Collections.unmodifiableMap(new LinkedHashMap<>(shards));
            if (shards.isEmpty()) {
                throw new InvalidRequestException("shards must name at least one shard, but names none");
            }
            ShardChecks.distinct(shards);
        }

        /**
         * The same shards, for a client that carries the copying in those that have a primary and standbys.
         *
         * @param promotesAfter as for {@link PrimaryStandby#replicating}
         * @return the topology
         * @throws InvalidRequestException if it is less than a second, or no shard has standbys
         */
        public Sharded replicating(@Nullable Duration promotesAfter) {
            if (shards.values().stream().noneMatch(shard -> shard.topology() instanceof PrimaryStandby)) {
                throw new InvalidRequestException("No shard has a primary and standbys, so there is nothing to copy");
            }
            Map<String, Shard> replicating = new LinkedHashMap<>(shards);
            replicating.replaceAll((name, shard) -> shard.topology() instanceof PrimaryStandby standbys
                    ? new Shard(standbys.replicating(promotesAfter), shard.weight())
                    : shard);
            return new Sharded(replicating);
        }
    }

    /**
     * One of several shards.
     *
     * @param topology its cluster or clusters; it may not have shards itself
     * @param weight its share in relation to the others', in a store that is new; afterwards the store itself says it
     */
    record Shard(Topology topology, double weight) {
        /** All its clusters; one alone is called as the shard. */
        Map<String, Cluster> clusters(String name) {
            if (!(weight > 0) || weight > 1e9) {
                throw new InvalidRequestException(
                        "shards." + name + ".weight must be above 0 and at most 1e9, but is " + weight);
            }
            if (topology instanceof Single single) {
                return Map.of(name, single.cluster());
            } else if (topology instanceof Redundant redundant) {
                return redundant.clusters();
            } else if (topology instanceof PrimaryStandby standby) {
                Map<String, Cluster> all = new LinkedHashMap<>(standby.clusters());
                all.putAll(standby.witnesses());
                return all;
            }
            throw new InvalidRequestException("shards." + name + " has shards itself; name them beside it instead");
        }
    }

    /**
     * Whether and how a client carries the copying to the standbys.
     *
     * @param on whether it stands for election to do so
     * @param promotesAfter after what time without the primary it promotes the standby that it copies to, or null for never
     */
    record Replication(boolean on, @Nullable Duration promotesAfter) {
        /** Not at all. */
        public static final Replication NONE = new Replication(false, null);
    }

    private static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new InvalidRequestException(
                    "The name of a cluster or shard must be letters, digits, '.', '_' and '-', at most 64");
        }
    }

    /** Builds a sharded topology. Not safe for use by several threads. */
    final class ShardedBuilder {
        private final Map<String, Shard> shards = new LinkedHashMap<>();

        private ShardedBuilder() {}

        /**
         * Adds a shard of weight 1.
         *
         * @param name what it is called, the same for all clients and for ever
         * @param cluster how to reach it
         * @return this builder
         * @throws InvalidRequestException if the name is none, or taken
         */
        public ShardedBuilder shard(String name, Cluster cluster) {
            return shard(name, single(cluster), 1);
        }

        /**
         * As {@link #shard(String, Cluster)}, spoken to in clear, as nobody.
         *
         * @param name what it is called
         * @param servers the connect string
         * @return this builder
         * @throws InvalidRequestException if the name is none or taken, or that is no connect string
         */
        public ShardedBuilder shard(String name, String servers) {
            return shard(name, Cluster.at(servers));
        }

        /**
         * Adds a shard. A store that is new begins with all shards that are named; to a store that exists already, a shard is
         * added by {@link ShardOperations#add} once all clients name it.
         *
         * @param name what it is called, the same for all clients and for ever
         * @param topology its cluster or clusters, whose names must be no other shard's or cluster's. Namespaces are moved into
         *     and out of a shard on several clusters only while all of them can be reached
         * @param weight its share in relation to the others', above 0 and at most 1e9. It counts in a store that is new, and
         *     when the shard is added; afterwards the store itself says it, and {@link ShardOperations#reweigh} changes it
         * @return this builder
         * @throws InvalidRequestException if the name is none or taken
         */
        public ShardedBuilder shard(String name, Topology topology, double weight) {
            checkName(name);
            if (shards.putIfAbsent(name, new Shard(topology, weight)) != null) {
                throw new InvalidRequestException("shards." + name + " is named twice");
            }
            return this;
        }

        /**
         * Builds it.
         *
         * @return the topology
         * @throws InvalidRequestException if there is no shard, one of them has shards itself or no weight, or two have a
         *     cluster in common; the message names the setting
         */
        public Topology build() {
            return new Sharded(shards);
        }
    }

    /** Builds a redundant topology. Not safe for use by several threads. */
    final class RedundantBuilder {
        private final Map<String, Cluster> clusters = new LinkedHashMap<>();

        private RedundantBuilder() {}

        /**
         * Adds a cluster.
         *
         * @param name what it is called, the same for all clients
         * @param cluster how to reach it
         * @return this builder
         * @throws InvalidRequestException if the name is none, or taken
         */
        public RedundantBuilder cluster(String name, Cluster cluster) {
            checkName(name);
            if (clusters.putIfAbsent(name, cluster) != null) {
                throw new InvalidRequestException("clusters." + name + " is named twice");
            }
            return this;
        }

        /**
         * As {@link #cluster(String, Cluster)}, spoken to in clear, as nobody.
         *
         * @param name what it is called
         * @param servers the connect string
         * @return this builder
         * @throws InvalidRequestException if the name is none or taken, or that is no connect string
         */
        public RedundantBuilder cluster(String name, String servers) {
            return cluster(name, Cluster.at(servers));
        }

        /**
         * Builds it.
         *
         * @return the topology
         * @throws InvalidRequestException if the clusters are not three or five
         */
        public Topology build() {
            return new Redundant(clusters);
        }
    }

    private static Duration checked(Duration promotesAfter) {
        if (promotesAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new InvalidRequestException(
                    "promotes-after must be at least 1 s, but is " + promotesAfter.toMillis() + " ms");
        }
        return promotesAfter;
    }

    /** Builds a topology of a primary and standbys. Not safe for use by several threads. */
    final class PrimaryStandbyBuilder {
        private final Map<String, Cluster> clusters = new LinkedHashMap<>();
        private final Map<String, Cluster> witnesses = new LinkedHashMap<>();
        private int acknowledgedBy;
        private boolean replicates;
        private @Nullable Duration promotesAfter;

        private PrimaryStandbyBuilder() {}

        /**
         * Adds a cluster with documents. The first one is the primary of a store that is new; afterwards the clusters
         * themselves say who it is.
         *
         * @param name what it is called, the same for all clients
         * @param cluster how to reach it
         * @return this builder
         * @throws InvalidRequestException if the name is none, or taken
         */
        public PrimaryStandbyBuilder cluster(String name, Cluster cluster) {
            put(clusters, name, cluster);
            return this;
        }

        /**
         * As {@link #cluster(String, Cluster)}, spoken to in clear, as nobody.
         *
         * @param name what it is called
         * @param servers the connect string
         * @return this builder
         * @throws InvalidRequestException if the name is none or taken, or that is no connect string
         */
        public PrimaryStandbyBuilder cluster(String name, String servers) {
            return cluster(name, Cluster.at(servers));
        }

        /**
         * Adds a cluster without documents, which counts where a majority decides: with two clusters that have documents, a
         * third one makes automatic promotion possible.
         *
         * @param name what it is called
         * @param cluster how to reach it
         * @return this builder
         * @throws InvalidRequestException if the name is none, or taken
         */
        public PrimaryStandbyBuilder witness(String name, Cluster cluster) {
            put(witnesses, name, cluster);
            return this;
        }

        private void put(Map<String, Cluster> where, String name, Cluster cluster) {
            checkName(name);
            if (clusters.containsKey(name) || witnesses.containsKey(name)) {
                throw new InvalidRequestException("clusters." + name + " is named twice");
            }
            where.put(name, cluster);
        }

        /**
         * On how many standbys a version must be before a publish returns. With 0, the default, a publish returns when the
         * primary has it, and loss of the primary can lose what was not copied yet. Otherwise a publish that too few
         * standbys have in time ends with {@link io.edict.error.OutcomeUnknownException}.
         *
         * @param standbys how many
         * @return this builder
         */
        public PrimaryStandbyBuilder acknowledgedBy(int standbys) {
            this.acknowledgedBy = standbys;
            return this;
        }

        /**
         * Has the client stand for election to carry the copying to the standbys: one client at a time does, for each
         * standby. Some client must, or the stand-alone command {@code edict clusters replicate}; a few are enough.
         *
         * @return this builder
         */
        public PrimaryStandbyBuilder replicates() {
            this.replicates = true;
            return this;
        }

        /**
         * Has whoever carries the copying promote its standby when the primary has not been reached for so long, if a
         * majority of all clusters, witnesses included, can be reached. What the old primary took and nobody copied is set
         * aside when it returns.
         *
         * @param away how long, at least 1 s
         * @return this builder
         * @throws InvalidRequestException if it is less
         */
        public PrimaryStandbyBuilder promotesAfter(Duration away) {
            this.promotesAfter = checked(away);
            return replicates();
        }

        /**
         * Builds it.
         *
         * @return the topology
         * @throws InvalidRequestException if the parts do not fit together; the message names the setting
         */
        public Topology build() {
            return new PrimaryStandby(clusters, witnesses, acknowledgedBy, new Replication(replicates, promotesAfter));
        }
    }
}
