package io.edict.plain.micrometer;

import io.edict.ClientStatus;
import io.edict.ClientStatus.Counters;
import io.edict.ClusterStatus;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.OnDemandStatus;
import io.edict.Subscription;
import io.edict.Version;
import io.edict.error.ClientClosedException;
import io.edict.plain.micrometer.StatusMeters.Named;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The meters of one client in one registry. */
final class ClientMeters {
    private final StatusMeters meters;
    private final Subscription events;

    ClientMeters(MeterRegistry registry, ConfigClient client, Tags tags, List<DocumentId> documents) {
        meters = new StatusMeters(registry, client, tags);
        try {
            events = client.onEvent(new EventMeters(meters, registry.config().clock()));
        } catch (ClientClosedException e) {
            meters.remove();
            throw e;
        }
        client.status().clusters().stream().map(ClusterStatus::name).distinct().forEach(this::addCluster);
        addDocuments();
        addCounters();
        addOnDemand();
        documents.forEach(this::addDocument);
    }

    /** Removes the meters. */
    void close() {
        events.close();
        meters.remove();
    }

    private void addCluster(String name) {
        meters.gauge(
                Named.of("edict.connected", "Whether there is a connection with a session to the cluster: 1 or 0")
                        .tag("cluster", name),
                status -> status.clusters().stream()
                        .filter(cluster -> cluster.name().equals(name))
                        .filter(cluster -> cluster.connection() == ClusterStatus.Connection.CONNECTED)
                        .count());
    }

    private void addDocuments() {
        for (DocumentStatus.State state : DocumentStatus.State.values()) {
            meters.gauge(
                    Named.of("edict.documents", "Documents that are followed, by state")
                            .in("documents")
                            .tag("state", state.name().toLowerCase(Locale.ROOT)),
                    status -> documents(status)
                            .filter(document -> document.state() == state)
                            .count());
        }
        meters.age(
                Named.of("edict.age", "Time since a document was last proved current, of the document with the most"),
                status -> documents(status)
                        .flatMap(document -> document.freshness().staleness().stream())
                        .max(Duration::compareTo));
        meters.gauge(
                Named.of("edict.lag", "Versions in the store that are not in force here, of the document with the most")
                        .in("versions"),
                status -> documents(status).mapToLong(ClientMeters::lag).max().orElse(0));
    }

    private void addCounters() {
        counter("edict.applied", "Versions put in force", "versions", Counters::applied);
        counter("edict.refused", "Versions refused", "versions", Counters::refused);
        counter(
                "edict.healed",
                "Changes that no watch announced, found by the regular check",
                "changes",
                Counters::healed);
        counter("edict.read.failures", "Reads that failed and were tried again", "failures", Counters::readsFailed);
        counter("edict.listener.failures", "Listener calls that threw", "failures", Counters::listenerFailures);
    }

    private void counter(String name, String description, String unit, ToLongFunction<Counters> count) {
        meters.counter(Named.of(name, description).in(unit), status -> count.applyAsLong(status.counters()));
    }

    private void addOnDemand() {
        meters.gauge(
                Named.of("edict.ondemand.documents", "Documents kept that were read on demand")
                        .in("documents"),
                status -> status.onDemand().documents());
        meters.gauge(
                Named.of("edict.ondemand.size", "Size of the documents kept that were read on demand")
                        .in("bytes"),
                status -> status.onDemand().bytes());
        onDemand("edict.ondemand.hits", "Reads on demand of a document that was here", "reads", OnDemandStatus::hits);
        onDemand("edict.ondemand.loads", "Documents loaded on demand", "documents", OnDemandStatus::loads);
        onDemand("edict.ondemand.failures", "Loads on demand that failed", "failures", OnDemandStatus::failures);
        onDemand("edict.ondemand.evictions", "Documents let go of", "documents", OnDemandStatus::evictions);
    }

    private void onDemand(String name, String description, String unit, ToLongFunction<OnDemandStatus> count) {
        meters.counter(Named.of(name, description).in(unit), status -> count.applyAsLong(status.onDemand()));
    }

    private void addDocument(DocumentId id) {
        gauge(
                Named.of("edict.document.version", "Number of the version in force"),
                id,
                document -> document.version() == null
                        ? Double.NaN
                        : document.version().number());
        gauge(
                Named.of("edict.document.lag", "Versions in the store that are not in force here")
                        .in("versions"),
                id,
                ClientMeters::lag);
        meters.age(
                Named.of("edict.document.age", "Time since the document was last proved current")
                        .tag("document", id.toString()),
                status -> document(status, id)
                        .flatMap(document -> document.freshness().staleness()));
    }

    private void gauge(Named meter, DocumentId id, ToDoubleFunction<DocumentStatus> value) {
        meters.gauge(
                meter.tag("document", id.toString()),
                status -> document(status, id).map(value::applyAsDouble).orElse(Double.NaN));
    }

    private static Stream<DocumentStatus> documents(ClientStatus status) {
        return status.documents().stream();
    }

    private static Optional<DocumentStatus> document(ClientStatus status, DocumentId id) {
        return documents(status).filter(document -> document.id().equals(id)).findFirst();
    }

    /** Where numbers cannot be subtracted, because there is none or another incarnation's, one version is missing at least. */
    static long lag(DocumentStatus document) {
        Version newest = document.newest();
        Version inForce = document.version();
        if (newest == null || (inForce != null && !newest.isNewerThan(inForce))) {
            return 0;
        }
        return inForce != null && newest.incarnation() == inForce.incarnation()
                ? newest.number() - inForce.number()
                : 1;
    }
}
