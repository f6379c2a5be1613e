package io.edict.spring.internal.actuate;

import io.edict.ClientStatus;
import io.edict.ClusterStatus;
import io.edict.Freshness;
import io.edict.spring.EdictProperties;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.reload.Reload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.ObjectProvider;

/**
 * How well the imported documents are known, in terms that both of Spring Boot's lines have. Answers from memory: a store that
 * hangs delays no probe. A store that is out of reach is no reason to take the application out of service, so the status
 * changes late, and to one that is served.
 */
public final class EdictHealth {
    private final ObjectProvider<ClientHandle> handle;
    private final ObjectProvider<Reload> reload;
    private final EdictProperties.Health settings;
    private final LongSupplier nanos;
    private final long began;

    /**
     * Judges from now on.
     *
     * @param handle the client, if there is one
     * @param reload what applies versions, if there is something
     * @param settings when the status changes, and to what
     * @param nanos a clock that does not jump
     */
    public EdictHealth(
            ObjectProvider<ClientHandle> handle,
            ObjectProvider<Reload> reload,
            EdictProperties.Health settings,
            LongSupplier nanos) {
        this.handle = handle;
        this.reload = reload;
        this.settings = settings;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /**
     * A judgement.
     *
     * @param status the status, {@code UP} or another
     * @param details what it is based on
     */
    public record Reading(String status, Map<String, Object> details) {}

    /**
     * Judges.
     *
     * @return how it is now
     */
    public Reading read() {
        ClientHandle known = handle.getIfAvailable();
        if (known == null) {
            return new Reading("UNKNOWN", Map.of("imports", "none"));
        }
        ClientStatus status = known.client().status();
        List<ImportState> states = ImportState.of(known, status);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("clusters", clusters(status));
        details.put("documents", documents(states));
        addRefused(details, states);
        Reload applying = reload.getIfAvailable();
        details.put(
                "pendingRestart",
                applying == null ? 0 : applying.pendingRestart().size());
        Optional<Duration> stale =
                states.stream().filter(EdictHealth::isStale).map(this::age).max(Duration::compareTo);
        if (stale.isEmpty()) {
            return new Reading("UP", details);
        }
        details.put("stale", true);
        details.put("age", Duration.ofSeconds(stale.get().toSeconds()).toString());
        return new Reading(stale.get().compareTo(settings.staleAfter()) > 0 ? settings.staleStatus() : "UP", details);
    }

    private static Map<String, String> clusters(ClientStatus status) {
        Map<String, String> clusters = new LinkedHashMap<>();
        for (ClusterStatus cluster : status.clusters()) {
            clusters.put(cluster.name(), EdictReport.word(cluster.connection()) + " since " + cluster.since());
        }
        return clusters;
    }

    private static Map<String, String> documents(List<ImportState> states) {
        Map<String, String> documents = new LinkedHashMap<>();
        states.forEach(state -> documents.put(
                state.imported().document().toString(), state.version().orElse("absent")));
        return documents;
    }

    private static void addRefused(Map<String, Object> details, List<ImportState> states) {
        Map<String, EdictReport.Refused> refused = new LinkedHashMap<>();
        states.forEach(state -> state.refusal()
                .ifPresent(refusal ->
                        refused.put(state.imported().document().toString(), EdictReport.Refused.of(refusal))));
        if (!refused.isEmpty()) {
            details.put("refused", refused);
        }
    }

    private static boolean isStale(ImportState state) {
        return state.freshness().map(freshness -> !freshness.live()).orElse(true);
    }

    /** What was never proved current, in any process, has been stale for as long as this one runs. */
    private Duration age(ImportState state) {
        return state.freshness()
                .flatMap(Freshness::staleness)
                .orElseGet(() -> Duration.ofNanos(nanos.getAsLong() - began));
    }
}
