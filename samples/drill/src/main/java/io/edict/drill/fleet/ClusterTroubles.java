package io.edict.drill.fleet;

import io.edict.drill.journal.Journal;
import io.edict.error.EdictException;
import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import io.edict.plain.ShardOperations;
import io.edict.plain.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is done to one of several clusters as a whole, and what an operator does about it. */
final class ClusterTroubles {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Set<String> IN_LINE = Set.of("standby", "primary");
    private static final List<Double> WEIGHTS = List.of(0.25, 1.0, 4.0);

    private final Sites sites;
    private final Operator operator;
    private final Journal journal;
    private final Path backup;
    private final Dice dice;

    ClusterTroubles(Fleet fleet, Path backup, Dice dice) {
        this.sites = fleet.sites();
        this.operator = fleet.operator();
        this.journal = fleet.journal();
        this.backup = backup;
        this.dice = dice;
    }

    /** What it took last and nobody has copied is set aside when it returns. */
    Trouble losePrimary() {
        String primary = primary();
        String successor = dice.any(sites.peers(primary));
        return new Trouble(
                primary + ", followed by " + successor,
                () -> {
                    sites.server(primary).kill();
                    promote(successor);
                },
                dice.between(1000, 4000),
                () -> {
                    start(sites.server(primary));
                    awaitInLine(primary);
                    operator.publishAll();
                });
    }

    Trouble changePrimary() {
        int choice = dice.number(2);
        return Trouble.done(
                "the primary, followed by a standby",
                () -> promote(sites.peers(primary()).get(choice)));
    }

    private void promote(String successor) {
        operator.insist("promotion", () -> {
            ClusterOperations clusters = operator.clusters();
            journal.write(
                    "promoting",
                    "cluster",
                    successor,
                    "loss",
                    clusters.forecast(successor).loss());
            clusters.promote(successor, false);
        });
    }

    /** Waits for one, since another fault may have stopped it. */
    private String primary() {
        List<String> found = new ArrayList<>();
        Patience.until(LIMIT, "a primary", () -> {
            reports().stream()
                    .filter(report -> report.role().equals("primary"))
                    .map(ClusterReport::name)
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** What is known of the clusters, or nothing as long as they cannot be looked at. */
    private List<ClusterReport> reports() {
        try {
            return operator.clusters().status();
        } catch (EdictException e) {
            return List.of();
        }
    }

    /** Until it has nothing that the primary does not have. */
    private void awaitInLine(String cluster) {
        Patience.until(
                LIMIT,
                cluster + " in line",
                () -> reports().stream()
                        .anyMatch(report -> report.name().equals(cluster)
                                && IN_LINE.contains(report.role())
                                && report.ahead() == 0));
    }

    Trouble restoreStandby() {
        String standby = dice.any(sites.peers(primary()));
        ServerProcess server = sites.server(standby);
        return new Trouble(standby, () -> restore(server), dice.between(500, 2000), () -> awaitInLine(standby));
    }

    Trouble restore() {
        String cluster = dice.any(sites.names());
        return new Trouble(
                cluster, () -> restore(sites.server(cluster)), dice.between(1000, 5000), () -> readmit(cluster));
    }

    Trouble empty() {
        String cluster = dice.any(sites.names());
        ServerProcess server = sites.server(cluster);
        return new Trouble(
                cluster,
                () -> {
                    server.kill();
                    Directories.clear(server.data());
                    start(server);
                },
                dice.between(1000, 5000),
                () -> readmit(cluster));
    }

    private void restore(ServerProcess server) {
        server.terminate();
        Directories.copy(server.data(), backup);
        start(server);
        Patience.pass(dice.between(2000, 4000));
        server.kill();
        Directories.copy(backup, server.data());
        start(server);
    }

    private static void start(ServerProcess server) {
        server.start();
        server.awaitServing();
    }

    private void readmit(String cluster) {
        operator.insist("letting in " + cluster, () -> operator.clusters().readmit(cluster));
    }

    /** A move that fails because a shard is away is gone on with later. */
    Trouble reshard() {
        Map<String, Double> weights = new HashMap<>();
        sites.address().shards().forEach(name -> weights.put(name, dice.any(WEIGHTS)));
        return new Trouble(weights.toString(), () -> reweigh(weights), dice.between(500, 3000), () -> {
            operator.insist("the end of a move", () -> shards().resume());
            journal.write("moved", "map", shards().status().map());
        });
    }

    private void reweigh(Map<String, Double> weights) {
        try {
            shards().reweigh(weights);
        } catch (EdictException e) {
            journal.write(
                    "operator", "what", "reweigh", "failed", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private ShardOperations shards() {
        return operator.clusters().shards().orElseThrow();
    }
}
