package io.edict.multicluster;

import static io.edict.multicluster.ShardedChapter.DOCUMENTS;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.ShardOperations;
import io.edict.plain.ShardOperations.Progress;
import io.edict.plain.ShardOperations.ShardReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The scenes of {@link ShardedChapter}, on the main thread. */
final class ShardedStory {
    private static final String OPERATOR = "operator";
    private static final long ROUNDS = 3;

    private final Stage stage;
    private final Narrator narrator;
    private final Clusters clusters;

    ShardedStory(Stage stage, Clusters clusters) {
        this.stage = stage;
        this.narrator = stage.narrator();
        this.clusters = clusters;
    }

    void tell() throws InterruptedException {
        threeShards();
        try (ConfigClient operator = ShardedChapter.client(ShardedChapter.four(clusters), OPERATOR);
                ConfigClient publisher = ShardedChapter.client(ShardedChapter.four(clusters), "publisher");
                Hearer one = Hearer.start("app one", ShardedChapter.four(clusters));
                Hearer two = Hearer.start("app two", ShardedChapter.four(clusters));
                Rounds rounds = new Rounds(publisher.publisher(), List.of(one, two))) {
            shardIsAdded(ShardOperations.of(operator).onProgress(this::moved), rounds);
            whatWasHeard(List.of(one, two), rounds);
        }
    }

    private void threeShards() {
        narrator.scene("Sixteen namespaces on three shards");
        try (ConfigClient founder = ShardedChapter.client(ShardedChapter.three(clusters), OPERATOR)) {
            DOCUMENTS.forEach(id -> founder.publisher().publish(Publication.of(id, Format.HOCON, "n = 0")));
            narrator.says(OPERATOR, "publishes a document in each; the shard follows from the namespace's name");
            show(ShardOperations.of(founder));
        }
        narrator.says("all", "are given settings that name a fourth shard, east, which the store does not use yet");
    }

    private void shardIsAdded(ShardOperations shards, Rounds rounds) {
        narrator.scene("A fourth shard is added under load");
        rounds.awaitMore(ROUNDS);
        narrator.says(OPERATOR, "adds east");
        long began = System.nanoTime();
        long moved = shards.add("east");
        narrator.says(
                OPERATOR,
                "is done: " + moved + " of " + DOCUMENTS.size() + " namespaces moved in "
                        + (System.nanoTime() - began) / 1_000_000 + " ms, with their history");
        stage.expect(moved > 0 && moved < DOCUMENTS.size() / 2, moved + " namespaces were moved, which is not a share");
        show(shards);
        rounds.awaitMore(ROUNDS);
    }

    private void whatWasHeard(List<Hearer> hearers, Rounds rounds) {
        narrator.scene("What everybody heard");
        rounds.close();
        stage.expect(rounds.failure() == null, "publishing ended: " + rounds.failure());
        narrator.says(
                "publisher",
                "has published " + rounds.published() + " versions meanwhile; the slowest publish took "
                        + rounds.slowest().toMillis() + " ms");
        for (Hearer hearer : hearers) {
            narrator.says(hearer.name(), hearer.report());
            stage.expect(hearer.gaps() == 0, hearer.name() + " missed a version, or heard one twice");
            stage.expect(hearer.versions() == rounds.published(), hearer.name() + " has not heard everything");
        }
    }

    private void moved(Progress step) {
        narrator.says(
                OPERATOR,
                "sees " + String.join(", ", step.namespaces()) + " move from " + step.from() + " to " + step.to() + "; "
                        + step.left() + " left");
    }

    private void show(ShardOperations shards) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-8s %-8s %6s %10s", "SHARD", "ROLE", "WEIGHT", "NAMESPACES"));
        for (ShardReport shard : shards.status().shards()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-8s %-8s %6.1f %10d",
                    shard.name(),
                    shard.role(),
                    shard.weight(),
                    shard.namespaces()));
        }
        narrator.says(OPERATOR, "looks at the shards");
        narrator.shows(lines);
    }
}
