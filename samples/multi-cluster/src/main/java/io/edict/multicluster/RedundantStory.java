package io.edict.multicluster;

import static io.edict.multicluster.RedundantChapter.ORDERS;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.Version;
import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.Verification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The scenes of {@link RedundantChapter}, on the main thread. */
final class RedundantStory {
    private static final String OPERATOR = "operator";
    private static final long SOME_LOAD = 20;

    private final Stage stage;
    private final Narrator narrator;
    private final Clusters clusters;
    private final ConfigClient operator;
    private final ConfigClient publisher;
    private final ClusterOperations operations;
    private final List<Follower> followers = new ArrayList<>();

    RedundantStory(Stage stage, Clusters clusters, ConfigClient operator, ConfigClient publisher) {
        this.stage = stage;
        this.narrator = stage.narrator();
        this.clusters = clusters;
        this.operator = operator;
        this.publisher = publisher;
        this.operations = ClusterOperations.of(operator);
    }

    void tell() throws IOException, InterruptedException {
        try {
            allFollow();
            try (Load load = new Load(publisher.publisher(), ORDERS)) {
                clusterIsKilled(load);
                clusterReturns(load);
                allIsCompared(load);
            }
        } finally {
            followers.forEach(Follower::close);
        }
    }

    private void allFollow() {
        narrator.scene("Three clusters, no primary");
        clusters.all()
                .forEach(server -> narrator.says(
                        server.name(), "serves on " + server.connectString() + " as process " + server.pid()));
        operator.publisher()
                .publish(Publication.of(ORDERS, Format.HOCON, "n = 0").because("Opening day"));
        narrator.says(OPERATOR, "publishes " + ORDERS + ": a majority of the clusters has it when that returns");
        for (String name : List.of("app one", "app two", "app three")) {
            followers.add(Follower.start(name, RedundantChapter.topology(clusters), List.of(ORDERS), this::heard));
        }
    }

    private void clusterIsKilled(Load load) throws IOException, InterruptedException {
        narrator.scene("A whole cluster is killed under load");
        Waiting.until("load", () -> load.published() >= SOME_LOAD);
        ServerProcess oslo = clusters.get("oslo");
        narrator.says("oslo", "is killed: SIGKILL to process " + oslo.pid());
        long before = load.published();
        oslo.kill();
        Waiting.until("publishes without oslo", () -> load.published() >= before + 2 * SOME_LOAD);
        narrator.says(
                "publisher",
                "has published " + (load.published() - before) + " versions since, and " + load.refused()
                        + " were refused; the longest time between two was "
                        + load.longestGap().toMillis() + " ms");
        stage.expect(load.refused() == 0, "publishes were refused although two clusters were there");
        awaitHeard(load.newest());
        narrator.says("apps", "all three have heard of version " + load.newest() + "; nobody did anything");
    }

    private void clusterReturns(Load load) throws IOException {
        narrator.scene("It returns, and catches up");
        ServerProcess oslo = clusters.get("oslo");
        oslo.start();
        narrator.says("oslo", "serves again on " + oslo.connectString() + ", with what it had on disk");
        long before = load.published();
        Waiting.until("publishes with oslo", () -> load.published() >= before + SOME_LOAD);
    }

    private void allIsCompared(Load load) {
        narrator.scene("What everybody saw");
        load.close();
        Waiting.untilAsked(
                "the clusters to be the same", () -> operations.repair().isSame());
        Verification verification = operations.verify();
        stage.expect(verification.isSame(), "the clusters differ: " + verification.differences());
        narrator.says(
                OPERATOR,
                "verifies the clusters: " + verification.documents() + " document compared in all three, "
                        + verification.differences().size() + " differences");
        awaitHeard(load.newest());
        for (Follower follower : followers) {
            narrator.says(follower.name(), follower.report());
            stage.expect(follower.stepsBack() == 0, follower.name() + " went back");
            stage.expect(follower.failures() == 0, follower.name() + " could not read");
        }
    }

    private void awaitHeard(Version version) {
        Waiting.until(
                "version " + version + " at all applications",
                () -> followers.stream().allMatch(follower -> !version.isNewerThan(follower.heard())));
    }

    private void heard(String name, ClientEvent event) {
        if (event instanceof ClientEvent.FailedOver moved) {
            narrator.says(name, "reads from " + moved.to() + " now, after " + moved.from());
        }
    }
}
