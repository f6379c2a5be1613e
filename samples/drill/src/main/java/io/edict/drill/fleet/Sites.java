package io.edict.drill.fleet;

import io.edict.drill.app.Mode;
import io.edict.drill.app.StoreAddress;
import io.edict.plain.testing.Ensemble;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerOptions;
import io.edict.plain.testing.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.jspecify.annotations.Nullable;

/** The servers of a run: those of one cluster, or one for each of several clusters. */
final class Sites implements AutoCloseable {
    private static final int VOTERS = 3;
    private static final int OBSERVERS = 1;
    private static final int CLUSTERS = 3;

    private final Mode mode;
    private final boolean bells;
    private final @Nullable Ensemble ensemble;
    private final List<ServerProcess> servers;

    private Sites(Mode mode, boolean bells, @Nullable Ensemble ensemble, List<ServerProcess> servers) {
        this.mode = mode;
        this.bells = bells;
        this.ensemble = ensemble;
        this.servers = servers;
    }

    /** Not yet started. */
    static Sites of(Mode mode, boolean bells) {
        if (mode == Mode.SINGLE) {
            Ensemble ensemble = Ensemble.withObservers(VOTERS, OBSERVERS, ServerOptions.quick());
            return new Sites(mode, bells, ensemble, ensemble.servers());
        }
        List<ServerProcess> servers = new ArrayList<>();
        for (int i = 0; i < CLUSTERS; i++) {
            servers.add(ServerProcess.standalone(ServerOptions.quick()));
        }
        return new Sites(mode, bells, null, List.copyOf(servers));
    }

    Mode mode() {
        return mode;
    }

    /** The only cluster. */
    Ensemble ensemble() {
        if (ensemble == null) {
            throw new IllegalStateException("There are several clusters");
        }
        return ensemble;
    }

    List<ServerProcess> servers() {
        return servers;
    }

    /** The server that a cluster consists of, or is a path on. */
    ServerProcess server(String cluster) {
        for (int i = 0; i < servers.size(); i++) {
            if (cluster.endsWith(StoreAddress.name(i))) {
                return servers.get(i);
            }
        }
        throw new IllegalArgumentException("There is no cluster " + cluster);
    }

    /** The clusters' names. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            names.add(StoreAddress.name(i));
        }
        return names;
    }

    /** The other clusters of the store or shard that a cluster belongs to. */
    List<String> peers(String cluster) {
        String shard = cluster.substring(0, cluster.lastIndexOf('c'));
        return names().stream()
                .map(name -> shard + name)
                .filter(name -> !name.equals(cluster))
                .toList();
    }

    /** Starts those that are down, and waits until all serve. */
    void start() {
        servers.forEach(ServerProcess::start);
        awaitAll();
        if (mode == Mode.COMPOSED) {
            servers.forEach(this::makePaths);
        }
    }

    private void makePaths(ServerProcess server) {
        try (RawClient raw = RawClient.connect(server.connectString())) {
            for (String shard : address().shards()) {
                if (raw.zooKeeper().exists("/" + shard, false) == null) {
                    raw.zooKeeper()
                            .create("/" + shard, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                }
            }
        } catch (KeeperException e) {
            throw new IllegalStateException("The shards' paths cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void awaitAll() {
        if (ensemble != null) {
            ensemble.awaitAll();
        } else {
            servers.forEach(ServerProcess::awaitServing);
        }
    }

    /** Straight to the servers. */
    StoreAddress address() {
        return address(servers.stream().map(ServerProcess::connectString).toList());
    }

    /** By another way to each server. */
    StoreAddress address(List<String> ways) {
        return new StoreAddress(
                mode, bells, ensemble == null ? ways : List.of(ways.stream().collect(Collectors.joining(","))));
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }
}
