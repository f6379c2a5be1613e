package io.edict.plain.internal.topology.sharded;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.FencedNamespaceException;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.topology.sharded.Charts.Chart;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A store of which each of several others holds some namespaces, as their map says. Several documents are published together
 * if one shard has them all.
 *
 * <p>The map may be out of date here: a shard that does not have a namespace any more refuses its publishes, and then the
 * map is looked at again. Threads: what people do runs on their own; announcements come on the shards' threads.
 */
public final class ShardedStore implements ConfigStore {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final Map<String, Shard> shards = new LinkedHashMap<>();
    private final List<ShardedWatch> watches = new CopyOnWriteArrayList<>();
    private final Charts charts;
    private @Nullable Thread founding;

    /**
     * Makes a store that is not connected yet.
     *
     * @param shards all shards that have something or shall have; the first in the order of names becomes the anchor of a
     *     new store, in which new maps are published
     */
    public ShardedStore(List<Shard> shards) {
        for (Shard shard : shards) {
            DocumentId.checkNamespace(shard.name());
            if (this.shards.put(shard.name(), shard) != null) {
                throw new InvalidRequestException("Two shards are called " + shard.name() + "; name each differently");
            }
        }
        Map<String, Double> weights = new TreeMap<>();
        shards.forEach(shard -> weights.put(shard.name(), shard.weight()));
        ShardMap.checked(weights);
        this.charts = new Charts(this.shards.values(), chart -> watches.forEach(watch -> watch.route(chart)));
    }

    Charts charts() {
        return charts;
    }

    /** The shards, in the order of the settings. */
    public Collection<Shard> shards() {
        return shards.values();
    }

    /** The shard of a name that the map mentions. */
    Shard shard(String name) {
        Shard shard = shards.get(name);
        if (shard == null) {
            throw new InvalidRequestException("The map of shards mentions the shard " + name
                    + ", which is not among those of the settings, " + shards.keySet()
                    + "; name all shards there, each as"
                    + " the map does");
        }
        return shard;
    }

    /**
     * The weight that the settings give a shard.
     *
     * @throws InvalidRequestException if they do not name it
     */
    public double weight(String name) {
        Shard shard = shards.get(name);
        if (shard == null) {
            throw new InvalidRequestException(
                    "The settings name no shard " + name + ", but " + shards.keySet() + "; name it there first");
        }
        return shard.weight();
    }

    @Override
    public void start() {
        charts.start();
        shards.values().forEach(shard -> shard.store().start());
        Thread thread = new Thread(new Founding(shards.values(), charts), "edict-shards");
        thread.setDaemon(true);
        founding = thread;
        thread.start();
    }

    private Shard owner(DocumentId id, Deadline deadline) {
        return owner(charts.get(deadline), id);
    }

    /** The map itself is read where it is published. */
    private Shard owner(Chart chart, DocumentId id) {
        return shard(isReserved(id) ? chart.map().anchor() : chart.map().owner(id.namespace()));
    }

    private static boolean isReserved(DocumentId id) {
        return id.namespace().equals(ShardStore.MAP.namespace());
    }

    /** Even with {@code strong}, a move that this client has not heard of yet is not noticed; its announcement will be. */
    @Override
    public CompletableFuture<Reading> read(DocumentId id, boolean strong) {
        Chart chart = charts.known();
        if (chart == null) {
            return CompletableFuture.failedFuture(new StoreUnreachableException(
                    "It is not known yet which shard has " + id + "; wait for the shards", id, null));
        }
        Shard shard;
        try {
            shard = owner(chart, id);
        } catch (InvalidRequestException e) {
            return CompletableFuture.failedFuture(e);
        }
        return shard.store().read(id, strong).thenCompose(reading -> checked(shard, id, reading, strong));
    }

    /** A server that lags may not have what was moved there; and what was read may be elsewhere by now. */
    private CompletableFuture<Reading> checked(Shard shard, DocumentId id, Reading reading, boolean strong) {
        Chart now = charts.known();
        if (now != null && !shard.equals(owner(now, id))) {
            return read(id, strong);
        }
        return reading instanceof Reading.Missing && !strong
                ? read(id, true)
                : CompletableFuture.completedFuture(Tags.on(shard.name(), reading));
    }

    /** Asks the shard afterwards whether it still has the namespace; if not, what it said may be out of date. */
    @Override
    public Reading current(DocumentId id, Deadline deadline) {
        while (true) {
            Shard shard = owner(id, deadline);
            Reading reading = shard.store().current(id, deadline);
            if (isReserved(id) || shard.store().fence(id.namespace(), deadline).takesPublishes()) {
                return Tags.on(shard.name(), reading);
            }
            charts.refresh(deadline);
            if (shard.equals(owner(id, deadline))) {
                return Tags.on(shard.name(), reading);
            }
        }
    }

    @Override
    public List<Kept> kept(DocumentId id, Deadline deadline) {
        return owner(id, deadline).store().kept(id, deadline);
    }

    @Override
    public StoredVersion content(DocumentId id, long number, Deadline deadline) {
        return owner(id, deadline).store().content(id, number, deadline);
    }

    @Override
    public List<String> namespaces(Deadline deadline) {
        Chart chart = charts.get(deadline);
        TreeSet<String> namespaces = new TreeSet<>();
        for (String name : chart.map().shards()) {
            for (String namespace : shard(name).store().namespaces(deadline)) {
                if (chart.map().owner(namespace).equals(name)) {
                    namespaces.add(namespace);
                }
            }
        }
        namespaces.remove(ShardStore.MAP.namespace());
        return List.copyOf(namespaces);
    }

    @Override
    public List<DocumentId> documents(String namespace, Deadline deadline) {
        return shard(charts.get(deadline).map().owner(namespace)).store().documents(namespace, deadline);
    }

    @Override
    public List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        while (true) {
            Chart chart = charts.get(deadline);
            Shard shard = one(chart, changes);
            try {
                return shard.store().publish(changes, issuer, deadline);
            } catch (FencedNamespaceException e) {
                settle(chart, shard, e, deadline);
            }
        }
    }

    /** The shard that has all documents of a transaction. */
    private Shard one(Chart chart, List<Change> changes) {
        Map<String, TreeSet<String>> places = new TreeMap<>();
        for (Change change : changes) {
            if (isReserved(change.id())) {
                throw new InvalidRequestException(change.id() + " is in the namespace in which Edict keeps the map of"
                        + " shards; choose another namespace, or move shards by the commands for that");
            }
            String namespace = change.id().namespace();
            places.computeIfAbsent(chart.map().owner(namespace), fresh -> new TreeSet<>())
                    .add(namespace);
        }
        if (places.size() > 1) {
            throw new InvalidRequestException("Documents of several shards cannot be published together: "
                    + places.entrySet().stream()
                            .map(place -> place.getKey() + " has " + String.join(", ", place.getValue()))
                            .collect(Collectors.joining("; "))
                    + "; nothing was written. Publish them one shard after the other, or keep what belongs together in"
                    + " one namespace");
        }
        return shard(places.keySet().iterator().next());
    }

    /** A shard has refused a namespace: admits it if it is new, else looks where it is now, or waits. */
    private void settle(Chart chart, Shard shard, FencedNamespaceException refused, Deadline deadline) {
        DocumentId id = refused.document().orElseThrow();
        if (refused.fence().state() == Fence.State.ABSENT && admitted(chart, shard, id.namespace(), deadline)) {
            return;
        }
        charts.refresh(deadline);
        Chart now = charts.known();
        if (now != null && now.number() > chart.number()) {
            return;
        }
        if (deadline.passed() || Thread.currentThread().isInterrupted()) {
            throw new StoreUnreachableException(
                    id + " was not published within " + deadline.within().toMillis()
                            + " ms, because its namespace is being"
                            + " moved between shards; nothing was written. Try again, and see to it that the move is resumed",
                    id,
                    refused);
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE));
    }

    private static boolean admitted(Chart chart, Shard shard, String namespace, Deadline deadline) {
        if (!shard.name().equals(chart.map().birthplace(namespace))) {
            return false;
        }
        if (shard.store().admit(namespace, chart.number(), deadline)) {
            return true;
        }
        // The shard may have missed this map; if it knows a newer one, this changes nothing.
        shard.store().install(chart.installation(), deadline);
        return shard.store().admit(namespace, chart.number(), deadline);
    }

    @Override
    public List<Installation.Outcome> install(Installation installation, Deadline deadline) {
        TreeSet<String> owners = new TreeSet<>();
        Chart chart = charts.get(deadline);
        installation
                .versions()
                .forEach(committed -> owners.add(
                        chart.map().owner(committed.version().info().id().namespace())));
        if (owners.size() != 1) {
            throw new InvalidRequestException("Versions of several shards cannot be installed together: " + owners);
        }
        return shard(owners.first()).store().install(installation, deadline);
    }

    /** The highest that a shard has. */
    @Override
    public long incarnation(Deadline deadline) {
        return shards.values().stream()
                .mapToLong(shard -> shard.store().incarnation(deadline))
                .max()
                .orElse(1);
    }

    /** Raises that of all shards that have one to one more than the highest. */
    @Override
    public long raiseIncarnation(long expected, Deadline deadline) {
        long highest = incarnation(deadline);
        if (highest != expected) {
            throw new InvalidRequestException("The shards are in incarnation " + highest + ", not " + expected
                    + ": somebody else has raised it. Nothing was written; look whether it need be raised again");
        }
        shards.values().stream()
                .map(Shard::store)
                .filter(ShardStore::hasIncarnations)
                .forEach(shard -> raise(shard, expected, deadline));
        return expected + 1;
    }

    private static void raise(ShardStore shard, long expected, Deadline deadline) {
        long now = shard.incarnation(deadline);
        while (now <= expected) {
            now = shard.raiseIncarnation(now, deadline);
        }
    }

    @Override
    public StoreWatch watch(StoreWatch.Sink sink) {
        ShardedWatch watch = new ShardedWatch(sink, watches::remove);
        watch.open(shards.values());
        watches.add(watch);
        Chart known = charts.known();
        if (known != null) {
            watch.route(known);
        }
        return watch;
    }

    @Override
    public List<ClusterStatus> status() {
        return shards.values().stream()
                .flatMap(shard -> shard.store().status().stream())
                .toList();
    }

    @Override
    public String servers() {
        return shards.values().stream()
                .sorted(Comparator.comparing(Shard::name))
                .map(shard -> shard.name() + " (" + shard.store().servers() + ")")
                .collect(Collectors.joining(", "));
    }

    @Override
    public String diagnose(Deadline deadline) {
        return shards.values().stream()
                .map(shard -> shard.name() + ": " + shard.store().diagnose(deadline))
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        watches.forEach(ShardedWatch::close);
        charts.close();
        Thread thread = founding;
        if (thread != null) {
            thread.interrupt();
        }
        shards.values().forEach(shard -> shard.store().close());
    }
}
