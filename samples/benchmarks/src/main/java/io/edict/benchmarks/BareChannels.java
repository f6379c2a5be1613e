package io.edict.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/** What costs least with ZooKeeper's own client: a persistent watch, a read upon each event, and the same parser. */
final class BareChannels {
    private BareChannels() {}

    /** The publisher only sets the node's data. */
    static Channel set(Scene scene, String root, Ear ear) throws Exception {
        BareClient publisher = new BareClient(scene.servers());
        prepare(publisher, scene, root);
        String path = root + "/" + scene.names().get(0);
        Reader reader = new Reader(scene.servers(), paths(scene, root), ear);
        return new Channel() {
            @Override
            public void publish(int change) throws Exception {
                publisher.zooKeeper().setData(path, scene.bytes(change), -1);
            }

            @Override
            public void close() {
                reader.close();
                publisher.close();
            }
        };
    }

    /** The publisher does what Edict does in a transaction. */
    static Channel transaction(Scene scene, String root, Ear ear) throws Exception {
        BareClient publisher = new BareClient(scene.servers());
        prepare(publisher, scene, root);
        BareTransaction transaction = new BareTransaction(publisher, root + "/publishing", 50);
        transaction.publish(scene.bytes(0));
        List<String> paths = new ArrayList<>(paths(scene, root));
        paths.set(0, transaction.head());
        Reader reader = new Reader(scene.servers(), paths, ear);
        return new Channel() {
            @Override
            public void publish(int change) throws Exception {
                transaction.publish(scene.bytes(change));
            }

            @Override
            public void close() {
                reader.close();
                publisher.close();
            }
        };
    }

    /** Makes the nodes of a scene. */
    static void prepare(BareClient client, Scene scene, String root) throws Exception {
        byte[] bytes = scene.bytes(0);
        List<String> names = new ArrayList<>(scene.names());
        names.addAll(scene.others());
        client.createAll(root, names, names.stream().map(name -> bytes).toList());
    }

    static List<String> paths(Scene scene, String root) {
        return scene.names().stream().map(name -> root + "/" + name).toList();
    }

    /** Parses what a node holds, as Edict does. */
    static void read(byte[] data, Ear ear) {
        ear.heard(Reload.snapshot(Corpus.Form.PROPERTIES, new String(data, StandardCharsets.UTF_8)));
    }

    private static final class Reader implements Watcher, AutoCloseable {
        private final BareClient client;
        private final Ear ear;

        Reader(String servers, List<String> paths, Ear ear) throws Exception {
            this.client = new BareClient(servers);
            this.ear = ear;
            for (String path : paths) {
                client.zooKeeper().addWatch(path, this, AddWatchMode.PERSISTENT);
                read(client.zooKeeper().getData(path, false, null), ear);
            }
        }

        @Override
        public void process(WatchedEvent event) {
            String path = event.getPath();
            if (path != null) {
                client.zooKeeper().getData(path, false, (rc, at, ctx, data, stat) -> read(data, ear), null);
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
