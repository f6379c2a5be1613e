package io.edict.spring.internal.actuate;

import io.edict.ClusterStatus;
import io.edict.DocumentStatus;
import io.edict.spring.internal.listen.ListenerStatistics;
import io.edict.spring.internal.reload.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint shows. Holds no value.
 *
 * @param generation how many generations came into force since the start
 * @param clusters the connections
 * @param documents the imported documents
 * @param liveTypes the classes with live values
 * @param listeners the methods with {@code @OnConfigChange}
 * @param history what became of what arrived, the newest first
 * @param pendingRestart the names that changed and take effect only after a restart
 * @param shadowed the names that another property source hides, each with its name
 */
public record EdictReport(
        long generation,
        List<Cluster> clusters,
        List<Document> documents,
        List<String> liveTypes,
        List<Listener> listeners,
        List<Event> history,
        Set<String> pendingRestart,
        Map<String, String> shadowed) {

    /** What is shown where nothing was imported. */
    static EdictReport empty() {
        return new EdictReport(0, List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(), Map.of());
    }

    /**
     * A connection.
     *
     * @param name the cluster
     * @param servers the connect string
     * @param connection its state
     * @param since since when
     * @param problem what stands in the way, or null
     */
    public record Cluster(
            String name,
            String servers,
            String connection,
            Instant since,
            @Nullable String problem) {
        static Cluster of(ClusterStatus status) {
            return new Cluster(
                    status.name(), status.servers(), word(status.connection()), status.since(), status.problem());
        }
    }

    /**
     * An imported document.
     *
     * @param document its id
     * @param location the import that named it
     * @param optional whether it need not be there
     * @param state its state, null if the client does not follow it
     * @param version the version in the environment, null if there is none
     * @param publishedAt when that was published
     * @param publishedBy by whom
     * @param source where it came from
     * @param newest the newest version seen in the store
     * @param provenAt when it was last proved to be the newest
     * @param age how long ago that is
     * @param keys how many names it has
     * @param refused the version that was refused, null if none is
     * @param problem what is wrong otherwise, or null
     */
    public record Document(
            String document,
            String location,
            boolean optional,
            @Nullable String state,
            @Nullable String version,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            @Nullable String source,
            @Nullable String newest,
            @Nullable Instant provenAt,
            @Nullable Duration age,
            int keys,
            @Nullable Refused refused,
            @Nullable String problem) {
        static Document of(ImportState state) {
            DocumentStatus status = state.status().orElse(null);
            return new Document(
                    state.imported().document().toString(),
                    state.imported().location(),
                    state.imported().optional(),
                    status == null ? null : word(status.state()),
                    state.version().orElse(null),
                    state.part().info().map(info -> info.origin().time()).orElse(null),
                    state.part().info().map(info -> info.origin().author()).orElse(null),
                    status == null ? null : text(status.freshness().source()),
                    status == null ? null : text(status.newest()),
                    status == null ? null : status.freshness().provenAt(),
                    status == null ? null : status.freshness().age(),
                    state.source().getPropertyNames().length,
                    state.refusal().map(Refused::of).orElse(null),
                    status == null ? null : status.problem());
        }
    }

    /**
     * A version that was refused.
     *
     * @param version the version, null if what arrived did not tell
     * @param at when
     * @param reason why
     */
    public record Refused(@Nullable String version, Instant at, String reason) {
        static Refused of(DocumentStatus.Refusal refusal) {
            return new Refused(text(refusal.version()), refusal.at(), refusal.reason());
        }
    }

    /**
     * A method with {@code @OnConfigChange}.
     *
     * @param name bean and method
     * @param calls the calls that ended
     * @param failures those that threw
     * @param slow those that took longer than {@code edict.slow-listener-after}
     * @param running whether it runs now
     * @param last how long the last call took
     * @param total how long all took together
     */
    public record Listener(
            String name, long calls, long failures, long slow, boolean running, Duration last, Duration total) {
        static Listener of(ListenerStatistics statistics) {
            return new Listener(
                    statistics.name(),
                    statistics.calls(),
                    statistics.failures(),
                    statistics.slow(),
                    statistics.running(),
                    statistics.last(),
                    statistics.total());
        }
    }

    /**
     * What became of something that arrived.
     *
     * @param at when
     * @param outcome applied or refused
     * @param versions the documents concerned, each with its version
     * @param changedKeys the names whose values changed
     * @param reason why it was refused, null if it was not
     */
    public record Event(
            Instant at,
            String outcome,
            Map<String, String> versions,
            Set<String> changedKeys,
            @Nullable String reason) {
        static Event of(Outcome outcome) {
            Map<String, String> versions = new TreeMap<>();
            outcome.versions().forEach((document, version) -> versions.put(document.toString(), version));
            return new Event(
                    outcome.at(),
                    outcome.applied() ? "applied" : "refused",
                    versions,
                    outcome.changedKeys(),
                    outcome.reason().isEmpty() ? null : outcome.reason());
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Object object) {
        return object == null ? null : object.toString();
    }
}
