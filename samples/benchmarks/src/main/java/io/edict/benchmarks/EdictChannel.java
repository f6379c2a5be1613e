package io.edict.benchmarks;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import java.util.ArrayList;
import java.util.List;

/** Edict's publisher and a client that follows, with versions that come along or without. */
final class EdictChannel implements Channel {
    private static final int IN_ONE_TRANSACTION = 100;

    private final Scene scene;
    private final String id;
    private final ConfigClient publisher;
    private final ConfigClient follower;

    EdictChannel(Scene scene, String root, Ear ear, boolean carried) {
        String namespace = root.substring(1);
        Cluster cluster = Cluster.at(scene.servers()).announceContent(carried);
        this.scene = scene;
        this.id = namespace + "/" + scene.names().get(0);
        this.publisher = Edict.connect(cluster).start();
        prepare(publisher, scene, namespace);
        this.follower = Edict.connect(cluster)
                .follow(scene.names().stream()
                        .map(name -> namespace + "/" + name)
                        .toArray(String[]::new))
                .start();
        ear.heard(follower.snapshot(id));
        follower.follow(id).subscribe(change -> ear.heard(change.after()));
    }

    /** Publishes the documents of a scene. */
    static void prepare(ConfigClient publisher, Scene scene, String namespace) {
        List<String> names = new ArrayList<>(scene.names());
        names.addAll(scene.others());
        String text = scene.text(0);
        int together = Math.max(1, Math.min(IN_ONE_TRANSACTION, (256 << 10) / text.length()));
        for (int from = 0; from < names.size(); from += together) {
            publisher
                    .publisher()
                    .publish(names.subList(from, Math.min(names.size(), from + together)).stream()
                            .map(name -> Publication.of(namespace + "/" + name, Format.PROPERTIES, text))
                            .toList());
        }
    }

    @Override
    public void publish(int change) {
        publisher.publisher().publish(Publication.of(id, Format.PROPERTIES, scene.text(change)));
    }

    @Override
    public void close() {
        follower.close();
        publisher.close();
    }
}
