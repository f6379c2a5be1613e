package io.edict.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.cloud.zookeeper.config.ConfigWatcher;
import org.springframework.cloud.zookeeper.config.ZookeeperPropertySource;

/**
 * The way of spring-cloud-zookeeper-config: a znode for each key, a cache of them all that says that something changed, and
 * then all are read anew. Its own classes, without the rest of what a refresh does to an application.
 */
final class SpringCloudChannel implements Channel {
    private final BareClient publisher;
    private final CuratorFramework client;
    private final ConfigWatcher watcher;
    private final String first;

    SpringCloudChannel(Scene scene, String root, Ear ear) throws Exception {
        this.publisher = new BareClient(scene.servers());
        this.first = root + "/" + key(0);
        prepare(publisher, root, scene.keys());
        this.client = CuratorChannels.connect(scene.servers());
        this.watcher = new ConfigWatcher(List.of(root), client);
        watcher.setApplicationEventPublisher(event -> {
            Object value = new ZookeeperPropertySource(root, client).getProperty(key(0));
            ear.heard(Long.parseLong(String.valueOf(value)) - (Long) Corpus.value(0, 0));
        });
        watcher.start();
        ear.await(0);
    }

    /** Makes a node for each key. */
    static void prepare(BareClient client, String root, int keys) throws Exception {
        client.createAll(
                root,
                IntStream.range(0, keys).mapToObj(SpringCloudChannel::key).toList(),
                IntStream.range(0, keys).mapToObj(key -> bytes(key, 0)).toList());
    }

    static String key(int key) {
        return Corpus.path(key);
    }

    private static byte[] bytes(int key, int change) {
        return String.valueOf(Corpus.value(key, change)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void publish(int change) throws Exception {
        publisher.zooKeeper().setData(first, bytes(0, change), -1);
    }

    @Override
    public void close() {
        watcher.close();
        client.close();
        publisher.close();
    }
}
