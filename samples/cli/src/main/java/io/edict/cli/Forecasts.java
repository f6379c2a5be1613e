package io.edict.cli;

import io.edict.plain.ClusterOperations.Forecast;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a promotion would do, for people and for scripts. */
final class Forecasts {
    private Forecasts() {}

    static List<String> lines(String cluster, Forecast forecast) {
        return List.of(
                "With " + cluster + " as the primary, epoch " + forecast.epoch() + " would begin. "
                        + forecast.reached().size() + " of " + forecast.clusters() + " clusters can be reached: "
                        + String.join(", ", forecast.reached()) + ".",
                sentence(forecast.loss()),
                demand(cluster, forecast));
    }

    private static String demand(String cluster, Forecast forecast) {
        if (!isReached(cluster, forecast)) {
            return cluster + " itself cannot be reached, so it cannot be promoted now.";
        }
        return forecast.needsForce()
                ? "That is no majority, so it takes --force: the other clusters may go on with the old primary."
                : "It takes no --force.";
    }

    static boolean isReached(String cluster, Forecast forecast) {
        return forecast.reached().contains(cluster);
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    static Map<String, Object> facts(String cluster, Forecast forecast) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cluster", cluster);
        facts.put("epoch", forecast.epoch());
        facts.put("reached", List.copyOf(forecast.reached()));
        facts.put("clusters", forecast.clusters());
        facts.put("canBePromoted", isReached(cluster, forecast));
        facts.put("needsForce", forecast.needsForce());
        facts.put("loss", forecast.loss());
        return facts;
    }
}
