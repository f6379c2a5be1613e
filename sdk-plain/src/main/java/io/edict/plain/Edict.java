package io.edict.plain;

import io.edict.ConfigClient;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.client.ClientSettings;
import io.edict.plain.internal.files.FileSettings;
import io.edict.plain.internal.files.FileStore;
import io.edict.plain.internal.memory.MemorySettings;
import io.edict.plain.internal.memory.MemoryStore;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.zookeeper.AccessAdministration;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The beginning of everything: {@code Edict.connect("zk1:2181,zk2:2181").follow("shop/orders").start()} gives a running
 * {@link ConfigClient}.
 */
public final class Edict {
    private Edict() {}

    /**
     * Begins to build a client of the store on one ZooKeeper cluster. Nothing is connected yet.
     *
     * @param servers ZooKeeper's connect string: {@code host:port}, several separated by commas, at the end possibly a
     *     path that all of Edict's nodes live below. Name all servers: one that hangs is then passed over sooner
     * @return the builder
     * @throws InvalidRequestException if it is not a connect string
     */
    public static ClientBuilder connect(String servers) {
        return connect(Cluster.at(servers));
    }

    /**
     * Begins to build a client of the store on one ZooKeeper cluster that is encrypted or wants a login. Nothing is connected
     * yet.
     *
     * @param cluster how to reach the cluster
     * @return the builder
     * @throws InvalidRequestException if the login and FIPS mode exclude each other
     */
    public static ClientBuilder connect(Cluster cluster) {
        cluster.access();
        return connect(Topology.single(cluster));
    }

    /**
     * Begins to build a client of a store on several ZooKeeper clusters. Nothing is connected yet.
     *
     * @param topology which clusters, and how they are one store
     * @return the builder
     */
    public static ClientBuilder connect(Topology topology) {
        return new ClientBuilder((settings, loop) -> new Stores(settings, loop).store(topology));
    }

    /**
     * Begins to build a client of a store in memory, for tests.
     *
     * @param store the store
     * @return the builder
     */
    public static ClientBuilder connect(InMemoryStore store) {
        return new ClientBuilder((settings, loop) -> new MemoryStore(
                store.documents(),
                new MemorySettings("memory", settings.times().check(), limit(settings)),
                loop.worker(),
                loop.timer(),
                InstantSource.system()));
    }

    /**
     * Begins to build a client of a directory of files: static configuration, a checkout of a repository, a mounted volume.
     * Documents are the files {@code <namespace>/<name>.<extension>}, with {@code conf}, {@code json}, {@code properties} or
     * {@code yaml} for the format. An edited file is a new version, found at once as a rule and within
     * {@link ClientBuilder#checkEvery} in any case; publishing writes the file. Versions are kept in the hidden folder
     * {@code .edict} of the directory; where that cannot be written, files are served, and publishing is refused.
     *
     * @param directory the directory; it must exist
     * @return the builder
     */
    public static ClientBuilder directory(Path directory) {
        return new ClientBuilder((settings, loop) -> new FileStore(
                new FileSettings(
                        "files",
                        directory,
                        FileSettings.Times.checking(settings.times().check()),
                        limit(settings),
                        settings.publishing().keep()),
                loop.worker(),
                loop.timer(),
                InstantSource.system()));
    }

    /**
     * Begins to administrate who may do what in a cluster. Connects in the background; the first call waits for it.
     *
     * @param cluster how to reach the cluster, and as which administrator
     * @return for granting; close it
     * @throws InvalidRequestException if the login and FIPS mode exclude each other
     */
    public static ConfigAccess access(Cluster cluster) {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                "main",
                cluster.servers(),
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                ZooKeeperSettings.Sizes.withContent(1),
                cluster.access(),
                false);
        return new ConfigAccess(new AccessAdministration(settings, Duration.ofSeconds(30)));
    }

    private static ContentLimit limit(ClientSettings settings) {
        return new ContentLimit(settings.publishing().maxContent());
    }
}
