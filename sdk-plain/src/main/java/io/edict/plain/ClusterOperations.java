package io.edict.plain;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.client.PlainClient;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.primary.Inspection;
import io.edict.plain.internal.topology.primary.PrimaryStandbyStore;
import io.edict.plain.internal.topology.primary.Promotion;
import io.edict.plain.internal.topology.redundant.RedundantStore;
import io.edict.plain.internal.topology.sharded.ShardedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does with the clusters of a store that has several: a primary with standbys, a redundant store, or shards.
 * What a mode does not have is refused with an error that says so. Methods block, each for some seconds at most for each
 * cluster where they do not say otherwise. Safe for use by several threads.
 */
public final class ClusterOperations {
    private static final Duration READMISSION = Duration.ofMinutes(5);

    private final ConfigStore store;
    private final ConfigClient client;

    private ClusterOperations(ConfigStore store, ConfigClient client) {
        this.store = store;
        this.client = client;
    }

    /**
     * The clusters of the store that a client uses.
     *
     * @param client a client made by {@link Edict#connect(Topology)}
     * @return the operations; they end with the client
     * @throws InvalidRequestException if the client's store is not on several clusters
     */
    public static ClusterOperations of(ConfigClient client) {
        if (client instanceof PlainClient plain) {
            ConfigStore store = plain.topology();
            if (store instanceof PrimaryStandbyStore
                    || store instanceof RedundantStore
                    || store instanceof ShardedStore) {
                return new ClusterOperations(store, client);
            }
        }
        throw new InvalidRequestException(
                "This client's store is not on several clusters, so there is nothing to operate;"
                        + " connect with such a topology");
    }

    /**
     * The operations on shards, if the store has shards.
     *
     * @return the operations, or empty
     */
    public Optional<ShardOperations> shards() {
        return store instanceof ShardedStore ? Optional.of(ShardOperations.of(client)) : Optional.empty();
    }

    private PrimaryStandbyStore primaryStandby(String cluster) {
        return several(PrimaryStandbyStore.class, cluster)
                .orElseThrow(() -> new InvalidRequestException("There is no primary beside " + cluster
                        + ": it is in no store, or shard, with mode primary-standby; name a cluster of one that is"));
    }

    private RedundantStore redundant(String cluster) {
        return several(RedundantStore.class, cluster)
                .orElseThrow(() -> new InvalidRequestException(cluster
                        + " is in no store, or shard, whose clusters vote, so it is not let in to that again; only those"
                        + " with mode redundant do"));
    }

    /** The store, or the shard of which a cluster is one, if it is of some kind. */
    private <T extends ConfigStore> Optional<T> several(Class<T> kind, String cluster) {
        List<StorePart> parts = StorePart.of(store);
        return parts.stream()
                .filter(part -> kind.isInstance(part.store()) && (parts.size() == 1 || part.has(cluster)))
                .map(part -> kind.cast(part.store()))
                .findFirst();
    }

    /**
     * One cluster, as it was found.
     *
     * @param name what it is called
     * @param servers its connect string
     * @param role with a primary: {@code primary}, {@code standby}, {@code witness}, or {@code alone} if nobody has given it a
     *     place yet; in a redundant store: {@code voter}, {@code forgetful} if it knows less than it did, {@code outsider} if
     *     it is no member any more; {@code shard}; in all of them {@code new} if nothing was ever stored there, and {@code
     *     unknown} if it cannot be reached
     * @param epoch how often the primary, or those who vote, have changed, as far as it has heard
     * @param incarnation which life of the store it is in
     * @param serves whether this client reads there now
     * @param latency how long it took to answer lately, or null
     * @param behind how many versions of the primary, or of the redundant store, it does not have
     * @param behindSince when the oldest of these was published, or null
     * @param ahead how many of its documents have versions that the primary does not have, or that were not chosen
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
     * How a document in one cluster differs from what it should be.
     *
     * @param document the document
     * @param cluster the cluster
     * @param kind {@code behind}, {@code ahead}, {@code diverged} (another one under the same version, or not chosen), {@code
     *     damaged}, {@code forgetful} (the cluster does not vote), or {@code undecided} (too few clusters were there to tell)
     * @param has the version there, or null if there is none that can be read
     * @param should the version that should be there, or null if there is none, or that is not known
     */
    public record Difference(
            DocumentId document,
            String cluster,
            String kind,
            @Nullable Version has,
            @Nullable Version should) {}

    /**
     * How the clusters compare.
     *
     * @param documents how many documents were compared
     * @param differences how they differ
     * @param unfinished the documents of which a publish was begun and not finished
     * @param notCompared the clusters that could not be compared, with the reason
     */
    public record Verification(
            int documents, List<Difference> differences, List<DocumentId> unfinished, Map<String, String> notCompared) {
        /**
         * Copies the collections.
         *
         * @param documents how many documents were compared
         * @param differences how they differ
         * @param unfinished the documents of which a publish was begun and not finished
         * @param notCompared the clusters that could not be compared, with the reason
         */
        public Verification {
            differences = List.copyOf(differences);
            unfinished = List.copyOf(unfinished);
            notCompared = Map.copyOf(notCompared);
        }

        /**
         * Whether all clusters were compared, and hold the same.
         *
         * @return whether there is nothing to repair
         */
        public boolean isSame() {
            return differences.isEmpty() && unfinished.isEmpty() && notCompared.isEmpty();
        }
    }

    /**
     * Looks at every cluster, and compares it with the primary, or with what was chosen.
     *
     * @return the reports, witnesses last
     */
    public List<ClusterReport> status() {
        return StorePart.of(store).stream()
                .flatMap(part -> ClusterReports.of(part).stream())
                .toList();
    }

    /**
     * Compares heads and contents of all documents in all clusters of the store, or of each shard that is on several; changes
     * nothing. What differs is looked at a second time
     * after a second, so that what is under way is not reported. Takes a request or two for each document.
     *
     * @return the comparison
     * @throws InvalidRequestException if the store has shards only that are one cluster each
     * @throws StoreUnreachableException if the primary, or a majority, cannot be reached
     */
    public Verification verify() {
        return Verifying.verify(store);
    }

    /**
     * Brings the clusters that can be reached to where they should be: copies to the standbys, or finishes publishes, sets
     * aside what was not chosen and puts the right versions in place. Publishing may go on meanwhile.
     *
     * @return how the clusters compare afterwards
     * @throws InvalidRequestException if the store has shards only that are one cluster each
     * @throws StoreUnreachableException if the primary, or a majority, cannot be reached
     */
    public Verification repair() {
        return Verifying.repair(store);
    }

    /**
     * Lets a cluster of a redundant store vote again that was restored from a backup, or emptied. Blocks until all documents
     * were looked at, for five minutes at most; after a failure it can be called again, and goes on.
     *
     * @param cluster the cluster
     * @throws InvalidRequestException if there is no such cluster, or the store is not redundant
     * @throws StoreUnreachableException if too few clusters answer
     */
    public void readmit(String cluster) {
        redundant(cluster).readmit(cluster, Deadline.after(READMISSION));
    }

    /**
     * Looks what a promotion would do; changes nothing.
     *
     * @param cluster the cluster to become the primary
     * @return the forecast
     * @throws InvalidRequestException if there is no such cluster
     */
    public Forecast forecast(String cluster) {
        Promotion.Forecast forecast = new Promotion(primaryStandby(cluster)).forecast(cluster);
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
        return new Promotion(primaryStandby(cluster)).promote(cluster, force).epoch();
    }

    /**
     * Has the primary stand down: the standby that lacks least, of several the first in the order of the settings, takes its
     * place, after the primary was stopped and copied, so that nothing is lost. After a failure look at the status, and promote
     * a cluster.
     *
     * @param cluster the primary
     * @return what the new primary is called
     * @throws InvalidRequestException if it is not the primary, no standby can be reached, or no majority
     * @throws StoreUnreachableException if a cluster is lost on the way
     */
    public String demote(String cluster) {
        PrimaryStandbyStore several = primaryStandby(cluster);
        List<ClusterReport> reports = ClusterReports.of(several);
        if (reports.stream()
                .noneMatch(
                        report -> report.name().equals(cluster) && report.role().equals("primary"))) {
            throw new InvalidRequestException(
                    cluster + " is not the primary, or cannot be reached; nothing was changed."
                            + " Look at the status of the clusters");
        }
        String successor = reports.stream()
                .filter(report ->
                        report.role().equals("standby") && !report.name().equals(cluster))
                .min(Comparator.comparingInt(ClusterReport::behind))
                .map(ClusterReport::name)
                .orElseThrow(() -> new InvalidRequestException(
                        "No standby can be reached that could take the place of " + cluster + "; nothing was changed"));
        new Promotion(several).succeed(cluster, successor);
        return successor;
    }

    /**
     * The versions that are set aside in the clusters that can be reached.
     *
     * @return the versions
     */
    public List<Conflict> conflicts() {
        List<Member> well = StorePart.of(store).stream()
                .flatMap(part -> part.well().stream())
                .toList();
        return Inspection.conflicts(well).stream()
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
