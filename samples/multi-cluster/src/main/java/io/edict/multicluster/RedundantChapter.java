package io.edict.multicluster;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.plain.Topology;
import java.io.IOException;
import java.time.Duration;

/** Any two of three clusters take publishes. One is killed under load, and nobody has to do anything. */
final class RedundantChapter implements Chapter {
    static final DocumentId ORDERS = DocumentId.of("shop/orders");

    private static final Duration PATIENT = Duration.ofSeconds(10);

    @Override
    public String title() {
        return "Redundant: any two of three clusters take publishes";
    }

    @Override
    public void tell(Stage stage) throws IOException, InterruptedException {
        try (Clusters clusters = Clusters.start(stage.directory(), "oslo", "bergen", "narvik");
                ConfigClient operator = PrimaryStandbyChapter.client(topology(clusters), "operator", PATIENT);
                ConfigClient publisher = PrimaryStandbyChapter.client(topology(clusters), "publisher", PATIENT)) {
            new RedundantStory(stage, clusters, operator, publisher).tell();
        }
    }

    /** What every client of the store is given. */
    static Topology topology(Clusters clusters) {
        Topology.RedundantBuilder builder = Topology.redundant();
        clusters.all().forEach(server -> builder.cluster(server.name(), server.connectString()));
        return builder.build();
    }
}
