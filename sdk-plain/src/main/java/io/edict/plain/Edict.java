package io.edict.plain;

import io.edict.ConfigClient;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.client.ClientSettings;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import io.edict.plain.internal.zookeeper.ZooKeeperStore;
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
        String checked = ZooKeeperSettings.checkServers(servers);
        return new ClientBuilder((settings, loop) ->
                new ZooKeeperStore(cluster(checked, settings), loop.worker(), loop.timer(), InstantSource.system()));
    }

    private static ZooKeeperSettings cluster(String servers, ClientSettings settings) {
        return new ZooKeeperSettings(
                "main",
                servers,
                settings.times().session(),
                settings.times().check(),
                ZooKeeperSettings.Sizes.withContent(settings.publishing().maxContent()));
    }
}
