package io.edict.cli;

import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import io.edict.plain.ClusterOperations.Forecast;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code edict clusters forecast}: what a promotion would do. */
@Command(
        name = "forecast",
        description =
                "Says what would happen, and what would be lost, if a cluster were made the primary. Changes nothing.",
        footerHeading = "%nExample:%n",
        footer = "  edict clusters forecast munich")
final class ClustersForecastCommand extends ClustersOperation {
    @Parameters(index = "0", paramLabel = "NAME", description = "The cluster.")
    private String cluster = "";

    ClustersForecastCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ClusterOperations operations, List<ClusterReport> reports) {
        Forecast forecast = operations.forecast(cluster);
        if (output().json()) {
            output().json(Forecasts.facts(cluster, forecast));
        } else {
            Forecasts.lines(cluster, forecast).forEach(output()::line);
        }
    }
}
