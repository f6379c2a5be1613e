package io.edict.plain;

import io.edict.plain.internal.client.ClientSettings;
import io.edict.plain.internal.client.SyncLoop;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.primary.PrimaryStandbyStore;
import io.edict.plain.internal.topology.primary.Replicator;
import io.edict.plain.internal.topology.redundant.RedundantSettings;
import io.edict.plain.internal.topology.redundant.RedundantStore;
import io.edict.plain.internal.topology.sharded.Shard;
import io.edict.plain.internal.topology.sharded.ShardedStore;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import io.edict.plain.internal.zookeeper.ZooKeeperStore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Makes the store that a topology describes. */
final class Stores {
    /** How often the clusters of a redundant store are compared. */
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(5);

    private final ClientSettings settings;
    private final SyncLoop loop;

    Stores(ClientSettings settings, SyncLoop loop) {
        this.settings = settings;
        this.loop = loop;
    }

    ConfigStore store(Topology topology) {
        return store("main", topology);
    }

    /**
     * Makes a store.
     *
     * @param name what its cluster is called if it is one alone
     */
    private ConfigStore store(String name, Topology topology) {
        if (topology instanceof Topology.Single single) {
            return cluster(name, single.cluster());
        }
        if (topology instanceof Topology.Redundant redundant) {
            return redundant(redundant);
        }
        if (topology instanceof Topology.Sharded sharded) {
            return sharded(sharded);
        }
        return primaryStandby((Topology.PrimaryStandby) topology);
    }

    private ShardedStore sharded(Topology.Sharded topology) {
        return new ShardedStore(topology.shards().entrySet().stream()
                .map(entry -> shard(entry.getKey(), entry.getValue()))
                .toList());
    }

    private Shard shard(String name, Topology.Shard shard) {
        return new Shard(name, shard.weight(), (ShardStore) store(name, shard.topology()));
    }

    private RedundantStore redundant(Topology.Redundant topology) {
        List<ZooKeeperStore> clusters = topology.clusters().entrySet().stream()
                .map(entry -> cluster(entry.getKey(), entry.getValue()))
                .toList();
        return new RedundantStore(
                clusters.stream()
                        .map(cluster -> new RedundantStore.Part(cluster, cluster.registers()))
                        .toList(),
                new RedundantSettings(
                        clusters.get(0).packing(),
                        settings.publishing().maxContent(),
                        SWEEP_EVERY,
                        Nearest.Pace.DEFAULT),
                loop.worker(),
                loop.timer());
    }

    private PrimaryStandbyStore primaryStandby(Topology.PrimaryStandby topology) {
        Topology.Replication replication = topology.replication();
        return new PrimaryStandbyStore(
                new PrimaryStandbyStore.Settings(
                        members(topology.clusters()),
                        members(topology.witnesses()),
                        topology.acknowledgedBy(),
                        Nearest.Pace.DEFAULT,
                        replication.on()
                                ? new Replicator.Duty(
                                        ManagementFactory.getRuntimeMXBean().getName(),
                                        Replicator.Pace.DEFAULT,
                                        replication.promotesAfter())
                                : null),
                loop.timer());
    }

    private List<Member> members(Map<String, Cluster> clusters) {
        return clusters.entrySet().stream()
                .map(entry -> new Member(entry.getKey(), cluster(entry.getKey(), entry.getValue())))
                .toList();
    }

    ZooKeeperStore cluster(String name, Cluster cluster) {
        ZooKeeperSettings zooKeeper = new ZooKeeperSettings(
                name,
                cluster.servers(),
                settings.times().session(),
                settings.times().check(),
                ZooKeeperSettings.Sizes.withContent(settings.publishing().maxContent()),
                cluster.access(),
                cluster.announcesContent());
        return new ZooKeeperStore(zooKeeper, loop.worker(), loop.timer(), InstantSource.system());
    }
}
