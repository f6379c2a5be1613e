package io.edict.spring.internal.actuate;

import io.edict.spring.EnvironmentChange;
import io.edict.spring.internal.reload.Outcome;
import io.edict.spring.internal.reload.Reload;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Observes reloads as {@code edict.reload}: what listeners do in theirs belongs to it. With low cardinality, {@code outcome};
 * with high, {@code versions}.
 */
public final class ReloadObservations implements Reload.Observer {
    private static final String NAME = "edict.reload";

    private final ObjectProvider<ObservationRegistry> registry;

    /**
     * Observes in a registry.
     *
     * @param registry the registry
     */
    public ReloadObservations(ObjectProvider<ObservationRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public Runnable reacting(EnvironmentChange change) {
        Map<String, String> versions = new TreeMap<>();
        change.documents()
                .forEach((document, info) -> versions.put(
                        document.toString(),
                        info.map(now -> now.version().toString()).orElse("absent")));
        Observation observation = observation("applied", versions).start();
        Observation.Scope scope = observation.openScope();
        return () -> {
            scope.close();
            observation.stop();
        };
    }

    @Override
    public void applied(Outcome outcome, Duration sincePublished, Duration took) {
        // observed while it happened
    }

    @Override
    public void refused(Outcome outcome) {
        Map<String, String> versions = new TreeMap<>();
        outcome.versions().forEach((document, version) -> versions.put(document.toString(), version));
        observation("refused", versions).start().stop();
    }

    private Observation observation(String outcome, Map<String, String> versions) {
        return Observation.createNotStarted(NAME, registry.getIfAvailable(() -> ObservationRegistry.NOOP))
                .contextualName("reload configuration")
                .lowCardinalityKeyValue("outcome", outcome)
                .highCardinalityKeyValue(
                        "versions",
                        versions.entrySet().stream()
                                .map(version -> version.getKey() + " " + version.getValue())
                                .collect(Collectors.joining(", ")));
    }
}
