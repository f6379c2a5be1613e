package io.edict.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.cache.NodeCache;
import org.apache.curator.framework.recipes.cache.TreeCache;
import org.apache.curator.retry.RetryOneTime;

/** Curator's recipes, one for each node that is followed, with the same parser behind them; the publisher sets data. */
@SuppressWarnings("deprecation") // these are what applications have
final class CuratorChannels {
    private CuratorChannels() {}

    /** Follows one node. */
    @FunctionalInterface
    private interface Recipe {
        Closeable follow(CuratorFramework client, String path, Ear ear) throws Exception;
    }

    static Channel curatorCache(Scene scene, String root, Ear ear) throws Exception {
        return channel(scene, root, ear, (client, path, told) -> {
            CuratorCache cache = CuratorCache.build(client, path, CuratorCache.Options.SINGLE_NODE_CACHE);
            cache.listenable()
                    .addListener(CuratorCacheListener.builder()
                            .forCreates(node -> BareChannels.read(node.getData(), told))
                            .forChanges((before, node) -> BareChannels.read(node.getData(), told))
                            .build());
            cache.start();
            return cache;
        });
    }

    static Channel nodeCache(Scene scene, String root, Ear ear) throws Exception {
        return channel(scene, root, ear, (client, path, told) -> {
            NodeCache cache = new NodeCache(client, path);
            cache.getListenable()
                    .addListener(() -> BareChannels.read(cache.getCurrentData().getData(), told));
            cache.start();
            return cache;
        });
    }

    static Channel treeCache(Scene scene, String root, Ear ear) throws Exception {
        return channel(scene, root, ear, (client, path, told) -> {
            TreeCache cache = TreeCache.newBuilder(client, path).build();
            cache.getListenable().addListener((curator, event) -> {
                if (event.getData() != null) {
                    BareChannels.read(event.getData().getData(), told);
                }
            });
            cache.start();
            return cache;
        });
    }

    private static Channel channel(Scene scene, String root, Ear ear, Recipe recipe) throws Exception {
        BareClient publisher = new BareClient(scene.servers());
        BareChannels.prepare(publisher, scene, root);
        CuratorFramework client = connect(scene.servers());
        List<Closeable> caches = new ArrayList<>();
        List<String> paths = BareChannels.paths(scene, root);
        for (String path : paths) {
            caches.add(recipe.follow(client, path, ear));
        }
        ear.await(0);
        return new Channel() {
            @Override
            public void publish(int change) throws Exception {
                publisher.zooKeeper().setData(paths.get(0), scene.bytes(change), -1);
            }

            @Override
            public void close() throws IOException {
                for (Closeable cache : caches) {
                    cache.close();
                }
                client.close();
                publisher.close();
            }
        };
    }

    /** A connected client. */
    static CuratorFramework connect(String servers) throws InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.newClient(servers, new RetryOneTime(100));
        client.start();
        client.blockUntilConnected();
        return client;
    }
}
