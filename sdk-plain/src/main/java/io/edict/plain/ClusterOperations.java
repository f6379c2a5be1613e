package io.edict.plain;

import io.edict.ConfigClient;
import io.edict.VersionInfo;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.client.PlainClient;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.topology.primary.Inspection;
import io.edict.plain.internal.topology.primary.PrimaryStandbyStore;
import io.edict.plain.internal.topology.primary.Promotion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does with the clusters of a store that has a primary and standbys. Methods block, each for some seconds at
 * most for each cluster. Safe for use by several threads.
 */
public final class ClusterOperations {
    private final PrimaryStandbyStore store;

    private ClusterOperations(PrimaryStandbyStore store) {
        this.store = store;
    }

    /**
     * The clusters of the store that a client uses.
     *
     * @param client a client made by {@link Edict#connect(Topology)}
     * @return the operations; they end with the client
     * @throws InvalidRequestException if the client's store has no primary and standbys
     */
    public static ClusterOperations of(ConfigClient client) {
        if (client instanceof PlainClient plain && plain.topology() instanceof PrimaryStandbyStore several) {
            return new ClusterOperations(several);
        }
        throw new InvalidRequestException(
                "This client's store is not a primary with standbys, so there is nothing to operate;"
                        + " connect with such a topology");
    }

    /**
     * One cluster, as it was found.
     *
     * @param name what it is called
     * @param servers its connect string
     * @param role {@code primary}, {@code standby}, {@code witness}, {@code alone} if nobody has given it a place yet, or
     *     {@code new} if nothing was ever stored there; {@code unknown} if it cannot be reached
     * @param epoch how often the primary has changed, as far as it has heard
     * @param incarnation which life of the store it is in
     * @param serves whether this client reads there now
     * @param latency how long it took to answer lately, or null
     * @param behind how many versions of the primary it does not have
     * @param behindSince when the oldest of these was published, or null
     * @param ahead how many of its documents have versions that the primary does not have
     * @param setAside how many versions are set aside there
     * @param problem why it could not be reached or compared, or null
     * @param monitoring what each of its servers tells of itself
     */
    public record ClusterReport(
            String name,
            String servers,
            String role,
            long epoch,
            long incarnation,
            boolean serves,
            @Nullable Duration latency,
            int behind,
            @Nullable Instant behindSince,
            int ahead,
            int setAside,
            @Nullable String problem,
            List<ServerFigures> monitoring) {}

    /**
     * What a server tells of itself, by ZooKeeper's command {@code mntr}, or {@code srvr} where that is not allowed.
     *
     * @param server its address
     * @param figures its figures, by ZooKeeper's names
     * @param problem why it tells nothing, or less, or null
     */
    public record ServerFigures(
            String server,
            Map<String, String> figures,
            @Nullable String problem) {}

    /**
     * What a promotion would do.
     *
     * @param epoch the epoch that would begin
     * @param reached the clusters that can be reached
     * @param clusters how many there are
     * @param needsForce whether there is no majority, so that it must be forced
     * @param loss what would be lost, for people
     */
    public record Forecast(long epoch, Set<String> reached, int clusters, boolean needsForce, String loss) {}

    /**
     * A version that a cluster took alone and the store went on without.
     *
     * @param cluster where it is kept
     * @param version its record
     * @param text its text, or empty for a deletion and for what is no text
     */
    public record Conflict(String cluster, VersionInfo version, Optional<String> text) {}

    /**
     * Looks at every cluster and compares it with the primary.
     *
     * @return the reports, witnesses last
     */
    public List<ClusterReport> status() {
        return new Inspection(store)
                .look().stream().map(ClusterOperations::report).toList();
    }

    private static ClusterReport report(Inspection.Found found) {
        Standing standing = found.standing();
        String role = standing != null
                ? standing.role().name().toLowerCase(Locale.ROOT)
                : found.problem() == null ? "new" : "unknown";
        Inspection.Comparison comparison = found.comparison();
        return new ClusterReport(
                found.name(),
                found.connectString(),
                role,
                standing == null ? 0 : standing.epoch(),
                standing == null ? 0 : standing.incarnation(),
                found.serves(),
                found.latency(),
                comparison.missing().size(),
                comparison.since(),
                comparison.ahead().size(),
                found.setAside(),
                found.problem(),
                found.servers().stream()
                        .map(server -> new ServerFigures(server.server(), server.figures(), server.problem()))
                        .toList());
    }

    /**
     * Looks what a promotion would do; changes nothing.
     *
     * @param cluster the cluster to become the primary
     * @return the forecast
     * @throws InvalidRequestException if there is no such cluster
     */
    public Forecast forecast(String cluster) {
        Promotion.Forecast forecast = new Promotion(store).forecast(cluster);
        return new Forecast(
                forecast.epoch(), forecast.reached(), forecast.clusters(), !forecast.hasMajority(), forecast.loss());
    }

    /**
     * Makes a cluster the primary. If the primary until now can be reached, it is stopped and copied first, and nothing is
     * lost. Else what it took and nobody has copied is set aside when it returns. After a failure it can be called again.
     *
     * @param cluster the cluster
     * @param force whether to do so with less than a majority of the clusters in reach
     * @return the epoch that has begun
     * @throws InvalidRequestException if there is no such cluster, it takes force, or somebody else promotes just now
     * @throws StoreUnreachableException if it cannot be reached, or is lost on the way
     */
    public long promote(String cluster, boolean force) {
        return new Promotion(store).promote(cluster, force).epoch();
    }

    /**
     * The versions that are set aside in the clusters that can be reached.
     *
     * @return the versions
     */
    public List<Conflict> conflicts() {
        return new Inspection(store)
                .conflicts().stream()
                        .map(conflict -> new Conflict(
                                conflict.cluster(),
                                conflict.version().info(),
                                conflict.version().info().isDeletion()
                                        ? Optional.empty()
                                        : Optional.ofNullable(
                                                conflict.version().content().text())))
                        .toList();
    }
}
