package io.edict.multicluster;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.plain.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Each cluster holds some of the namespaces. A fourth one is added under load, and takes its share. */
final class ShardedChapter implements Chapter {
    static final List<DocumentId> DOCUMENTS = IntStream.rangeClosed(1, 16)
            .mapToObj(i -> DocumentId.of("team-" + i + "/orders"))
            .toList();

    static final Duration PATIENT = Duration.ofSeconds(10);

    private static final List<String> FIRST = List.of("north", "south", "west");

    @Override
    public String title() {
        return "Sharded: each cluster holds some of the namespaces";
    }

    @Override
    public void tell(Stage stage) throws IOException, InterruptedException {
        try (Clusters clusters = Clusters.start(stage.directory(), "north", "south", "west", "east")) {
            new ShardedStory(stage, clusters).tell();
        }
    }

    /** What every client was given while there were three. */
    static Topology three(Clusters clusters) {
        Topology.ShardedBuilder builder = Topology.sharded();
        FIRST.forEach(name -> builder.shard(name, clusters.get(name).connectString()));
        return builder.build();
    }

    /** What every client is given before a fourth one is added. */
    static Topology four(Clusters clusters) {
        Topology.ShardedBuilder builder = Topology.sharded();
        clusters.all().forEach(server -> builder.shard(server.name(), server.connectString()));
        return builder.build();
    }

    static ConfigClient client(Topology topology, String name) {
        return PrimaryStandbyChapter.client(topology, name, PATIENT);
    }
}
