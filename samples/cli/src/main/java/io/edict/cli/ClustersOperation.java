package io.edict.cli;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.plain.ClientBuilder;
import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A command that looks at all clusters: it first gives each of them the time to answer. */
abstract class ClustersOperation extends StoreCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Set<String> NOT_PROBED = Set.of("witness", "new");

    ClustersOperation(EdictCommand edict) {
        super(edict);
    }

    @Override
    final ClientBuilder begin() {
        return edict().client(edict().several());
    }

    @Override
    final void run(ConfigClient client) {
        ClusterOperations operations = ClusterOperations.of(client);
        run(operations, reports(client, operations));
    }

    /** Does the work. */
    abstract void run(ClusterOperations operations, List<ClusterReport> reports);

    /** What a client that is new knows of its clusters is not to be taken for what there is. */
    private static List<ClusterReport> reports(ConfigClient client, ClusterOperations operations) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!connected(client) && end - System.nanoTime() > 0) {
            LockSupport.parkNanos(AGAIN);
        }
        List<ClusterReport> reports = operations.status();
        while (!reports.stream().allMatch(ClustersOperation::isSettled) && end - System.nanoTime() > 0) {
            LockSupport.parkNanos(AGAIN);
            reports = operations.status();
        }
        return reports;
    }

    private static boolean connected(ConfigClient client) {
        return client.status().clusters().stream().allMatch(each -> each.connection() == Connection.CONNECTED);
    }

    private static boolean isSettled(ClusterReport report) {
        return report.latency() != null || report.problem() != null || NOT_PROBED.contains(report.role());
    }
}
