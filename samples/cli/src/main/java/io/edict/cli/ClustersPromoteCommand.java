package io.edict.cli;

import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import io.edict.plain.ClusterOperations.Forecast;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edict clusters promote}: another cluster takes publishes from now on. */
@Command(
        name = "promote",
        description = {
            "Makes a cluster the primary, after it has said what is lost by that.%n",
            "If the primary until now can be reached, it is stopped and copied first, and nothing is lost. Otherwise what it"
                    + " took and nobody has copied is set aside when it returns. If this breaks off, call it again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  edict clusters promote munich",
            "  edict clusters promote munich --force --yes   # without a majority, and without a question"
        })
final class ClustersPromoteCommand extends ClustersOperation {
    @Parameters(index = "0", paramLabel = "NAME", description = "The cluster.")
    private String cluster = "";

    @Option(
            names = "--force",
            description = "Also with less than a majority of the clusters in reach. Be sure that the others are down.")
    private boolean force;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    ClustersPromoteCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ClusterOperations operations, List<ClusterReport> reports) {
        Forecast forecast = operations.forecast(cluster);
        if (isPrimaryAlready(reports)) {
            tell(forecast.epoch() - 1, forecast);
            return;
        }
        if (!Forecasts.isReached(cluster, forecast)) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    cluster + " cannot be reached; promote one of " + String.join(", ", forecast.reached()));
        }
        if (forecast.needsForce() && !force) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "Only " + String.join(", ", forecast.reached()) + " of " + forecast.clusters()
                            + " clusters can be reached, which is no majority. Wait for the others, or give --force; then "
                            + forecast.loss());
        }
        if (!yes) {
            Forecasts.lines(cluster, forecast).forEach(output()::note);
            new Question(edict())
                    .ask("make " + cluster + " the primary, in epoch " + forecast.epoch(), "Nothing was changed");
        }
        tell(operations.promote(cluster, force), forecast);
    }

    /** An old primary that has not heard of a later epoch is none. */
    private boolean isPrimaryAlready(List<ClusterReport> reports) {
        long newest = reports.stream().mapToLong(ClusterReport::epoch).max().orElse(0);
        return reports.stream()
                .anyMatch(report ->
                        report.name().equals(cluster) && report.role().equals("primary") && report.epoch() == newest);
    }

    private void tell(long epoch, Forecast forecast) {
        boolean changed = epoch >= forecast.epoch();
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("primary", cluster);
            facts.put("epoch", epoch);
            facts.put("changed", changed);
            facts.put("loss", changed ? forecast.loss() : "");
            output().json(facts);
        } else if (changed) {
            output().line(cluster + " is the primary of epoch " + epoch
                    + " now; publishers find it by themselves. As foretold, " + forecast.loss() + ".");
        } else {
            output().line(cluster + " is the primary of epoch " + epoch + " already; nothing was changed.");
        }
    }
}
