package io.edict.plain.micrometer;

import io.edict.ClientEvent;
import io.edict.ClientEvent.ClusterNoticed.Kind;
import io.edict.plain.micrometer.StatusMeters.Named;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what happens among the clusters of a store that has several. */
final class ClusterEventMeters {
    private final Counter failovers;
    private final Counter promotions;
    private final Counter setAside;
    private final Counter moves;
    private final Map<Kind, Counter> notices = new EnumMap<>(Kind.class);

    ClusterEventMeters(StatusMeters meters) {
        failovers = meters.ownCounter(
                Named.of("edict.cluster.failovers", "How often reads came from another cluster from then on")
                        .in("failovers"));
        promotions =
                meters.ownCounter(Named.of("edict.cluster.promotions", "How often another cluster became the primary")
                        .in("promotions"));
        setAside = meters.ownCounter(
                Named.of("edict.cluster.setaside", "Versions that a cluster held alone and that this client set aside")
                        .in("versions"));
        moves = meters.ownCounter(
                Named.of("edict.cluster.moves", "Followed namespaces that were moved to another shard")
                        .in("namespaces"));
        for (Kind kind : Kind.values()) {
            notices.put(
                    kind,
                    meters.ownCounter(Named.of(
                                    "edict.cluster.notices", "What was found out about the clusters, by kind")
                            .in("notices")
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))));
        }
    }

    void accept(ClientEvent event) {
        if (event instanceof ClientEvent.FailedOver) {
            failovers.increment();
        } else if (event instanceof ClientEvent.PrimaryChanged) {
            promotions.increment();
        } else if (event instanceof ClientEvent.VersionsSetAside aside) {
            setAside.increment(aside.versions().size());
        } else if (event instanceof ClientEvent.NamespaceMoved) {
            moves.increment();
        } else if (event instanceof ClientEvent.ClusterNoticed noticed) {
            Counter counter = notices.get(noticed.kind());
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
