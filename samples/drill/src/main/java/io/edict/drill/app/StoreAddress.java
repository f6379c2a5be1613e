package io.edict.drill.app;

import io.edict.plain.Cluster;
import io.edict.plain.Topology;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the store is.
 *
 * @param mode how its clusters are one store
 * @param bells whether versions come along with their announcements
 * @param clusters the connect string of each cluster
 */
public record StoreAddress(Mode mode, boolean bells, List<String> clusters) {
    private static final String BETWEEN = ";";
    private static final String ALONE = "alone";
    private static final String PAIR = "pair";
    private static final String RING = "ring";

    /** Copies the list. */
    public StoreAddress {
        clusters = List.copyOf(clusters);
    }

    /** Reads what {@link #toString()} writes. */
    public static StoreAddress parse(String text) {
        String[] parts = text.split(BETWEEN, -1);
        return new StoreAddress(
                Mode.of(parts[0]),
                Boolean.parseBoolean(parts[1]),
                List.of(parts).subList(2, parts.length));
    }

    /** What a cluster is called, counted from 0. */
    public static String name(int index) {
        return "c" + (index + 1);
    }

    /**
     * What a client is given.
     *
     * @param copying whether it stands for carrying the copying from a primary to its standbys
     */
    public Topology topology(boolean copying) {
        return switch (mode) {
            case SINGLE -> Topology.single(cluster(0, ""));
            case PRIMARY_STANDBY -> primaryStandby("", copying);
            case REDUNDANT -> redundant("");
            case SHARDED -> sharded();
            case COMPOSED ->
                Topology.sharded()
                        .shard(ALONE, cluster(0, ALONE))
                        .shard(PAIR, primaryStandby(PAIR, copying), 1)
                        .shard(RING, redundant(RING), 1)
                        .build();
        };
    }

    /** The shards, if there are any. */
    public List<String> shards() {
        return mode == Mode.COMPOSED
                ? List.of(ALONE, PAIR, RING)
                : IntStream.range(0, clusters.size())
                        .mapToObj(StoreAddress::name)
                        .toList();
    }

    /** Each shard of its own kind has a path of its own on the servers. */
    private Cluster cluster(int index, String path) {
        String servers = clusters.get(index);
        return Cluster.at(path.isEmpty() ? servers : servers + "/" + path).announceContent(bells);
    }

    private static String name(int index, String path) {
        return path.isEmpty() ? name(index) : path + "-" + name(index);
    }

    private Topology primaryStandby(String path, boolean copying) {
        Topology.PrimaryStandbyBuilder builder = Topology.primaryStandby();
        for (int i = 0; i < clusters.size(); i++) {
            builder.cluster(name(i, path), cluster(i, path));
        }
        return (copying ? builder.replicates() : builder).build();
    }

    private Topology redundant(String path) {
        Topology.RedundantBuilder builder = Topology.redundant();
        for (int i = 0; i < clusters.size(); i++) {
            builder.cluster(name(i, path), cluster(i, path));
        }
        return builder.build();
    }

    private Topology sharded() {
        Topology.ShardedBuilder builder = Topology.sharded();
        for (int i = 0; i < clusters.size(); i++) {
            builder.shard(name(i), cluster(i, ""));
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return mode.word() + BETWEEN + bells + BETWEEN + String.join(BETWEEN, clusters);
    }
}
