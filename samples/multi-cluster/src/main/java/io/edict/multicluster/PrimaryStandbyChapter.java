package io.edict.multicluster;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.plain.Edict;
import io.edict.plain.Topology;
import java.io.IOException;
import java.time.Duration;

/** One cluster takes publishes, two hold copies. The primary is killed under load, and returns. */
final class PrimaryStandbyChapter implements Chapter {
    static final DocumentId ORDERS = DocumentId.of("shop/orders");
    static final DocumentId PRICES = DocumentId.of("shop/prices");

    static final Duration PATIENT = Duration.ofSeconds(10);
    static final Duration HASTY = Duration.ofSeconds(1);

    @Override
    public String title() {
        return "Primary and standbys: one cluster takes publishes, two hold copies";
    }

    @Override
    public void tell(Stage stage) throws IOException, InterruptedException {
        try (Clusters clusters = Clusters.start(stage.directory(), "berlin", "munich", "hamburg");
                ConfigClient operator = client(topology(clusters), "operator", PATIENT)) {
            new PrimaryStandbyStory(stage, clusters, operator).tell();
        }
    }

    /** What every client of the store is given. */
    static Topology topology(Clusters clusters) {
        Topology.PrimaryStandbyBuilder builder = Topology.primaryStandby();
        clusters.all().forEach(server -> builder.cluster(server.name(), server.connectString()));
        return builder.build();
    }

    /** What a client is given that carries the copying. */
    static Topology copying(Clusters clusters) {
        Topology.PrimaryStandbyBuilder builder = Topology.primaryStandby().replicates();
        clusters.all().forEach(server -> builder.cluster(server.name(), server.connectString()));
        return builder.build();
    }

    static ConfigClient client(Topology topology, String name, Duration patience) {
        return Edict.connect(topology)
                .application(name)
                .author(name)
                .keepVersions(500)
                .requestTimeout(patience)
                .start();
    }
}
