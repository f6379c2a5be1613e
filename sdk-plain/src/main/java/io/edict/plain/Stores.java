package io.edict.plain;

import io.edict.plain.internal.client.ClientSettings;
import io.edict.plain.internal.client.SyncLoop;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.primary.PrimaryStandbyStore;
import io.edict.plain.internal.topology.primary.Replicator;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import io.edict.plain.internal.zookeeper.ZooKeeperStore;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Makes the store that a topology describes. */
final class Stores {
    private final ClientSettings settings;
    private final SyncLoop loop;

    Stores(ClientSettings settings, SyncLoop loop) {
        this.settings = settings;
        this.loop = loop;
    }

    ConfigStore store(Topology topology) {
        if (topology instanceof Topology.Single single) {
            return cluster("main", single.cluster());
        }
        return primaryStandby((Topology.PrimaryStandby) topology);
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
                cluster.access());
        return new ZooKeeperStore(zooKeeper, loop.worker(), loop.timer(), InstantSource.system());
    }
}
