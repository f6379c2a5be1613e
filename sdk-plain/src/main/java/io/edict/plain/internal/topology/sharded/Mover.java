package io.edict.plain.internal.topology.sharded;

import io.edict.DocumentId;
import io.edict.error.ConflictException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.error.OutcomeUnknownException;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.FencedNamespaceException;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.topology.primary.Copier;
import io.edict.plain.internal.topology.sharded.Charts.Chart;
import io.edict.plain.internal.topology.sharded.ShardMap.Move;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the weights of shards, and moves the namespaces that belong elsewhere then. On the caller's thread.
 *
 * <p>Every step is announced in the map before it is taken, can be taken again, and does no harm if two take it at once. So
 * whoever is interrupted, by an error or by the end of the process, leaves a state from which {@link #resume} goes on, in
 * this process or another one.
 *
 * <p>A move: the map says that it begins; the target's fence lets copies in, but no publishes; the namespace is copied while
 * it is still published to, more than once if that takes long; the source's fence closes; the rest is copied, and compared; the map says that the namespace is
 * at the target, first in the anchor, then in both shards; the target's fence opens. Publishers wait from the closing of one
 * fence to the opening of the other. The copies at the source stay, closed.
 */
public final class Mover {
    private static final Logger log = LoggerFactory.getLogger(Mover.class);
    private static final Duration REQUEST = Duration.ofSeconds(10);

    /** How often a namespace is copied at most while it is published to. */
    private static final int ROUNDS = 5;

    /** So few versions that publishers may wait for their copying. */
    private static final int FEW = 16;

    private final ShardedStore store;
    private final Charts charts;
    private final String author;
    private final int together;
    private final Consumer<Moved> listener;
    private Duration request = REQUEST;
    private long moved;

    /**
     * Namespaces that have arrived.
     *
     * @param from where they were
     * @param to where they are
     * @param namespaces which ones
     * @param left how many are still to be moved
     */
    public record Moved(String from, String to, List<String> namespaces, int left) {}

    /**
     * Moves the namespaces of a store.
     *
     * @param store the store, started
     * @param author who moves, for the map's history
     * @param together how many namespaces are moved at a time; their publishers wait for each other
     */
    public Mover(ShardedStore store, String author, int together) {
        this(store, author, together, step -> {});
    }

    /**
     * Tells of each step.
     *
     * @param listener told on the caller's thread, after publishers were let in again
     */
    public Mover(ShardedStore store, String author, int together, Consumer<Moved> listener) {
        this.store = store;
        this.charts = store.charts();
        this.author = author;
        this.together = together;
        this.listener = listener;
    }

    /** Gives each request another time than the usual one. */
    Mover patience(Duration each) {
        request = each;
        return this;
    }

    /**
     * Adds a shard, which the settings name already, and moves its share there.
     *
     * @return how many namespaces were moved by this call
     */
    public long add(String shard, double weight) {
        return reweigh(weights -> {
            weights.put(shard, weight);
            return weights;
        });
    }

    /** Moves everything out of a shard; answers how many namespaces were moved. The anchor goes on to hold the map. */
    public long drain(String shard) {
        return reweigh(weights -> {
            weights.remove(shard);
            return weights;
        });
    }

    /** Changes weights, and moves what must be moved then; answers how many namespaces were moved. */
    public long reweigh(UnaryOperator<Map<String, Double>> change) {
        long before = moved;
        while (true) {
            resume();
            Chart chart = latest();
            Map<String, Double> weights = change.apply(new TreeMap<>(chart.map().weights()));
            if (chart.map().isSettled() && chart.map().weights().equals(weights)) {
                return moved - before;
            }
            ShardMap.checked(weights)
                    .keySet()
                    .forEach(name ->
                            Founding.join(store.shard(name), chart.version().storeId()));
            if (chart.map().isSettled()) {
                commit(chart, chart.map().announcing(weights));
            }
        }
    }

    /**
     * Goes on with whatever was begun; answers how many namespaces were moved by this call.
     *
     * @throws EdictException if a shard that takes part cannot be reached, or a document cannot be copied; to be called
     *     again then
     */
    public long resume() {
        long before = moved;
        while (true) {
            Chart chart = latest();
            ShardMap map = chart.map();
            if (map.moves().values().stream().anyMatch(move -> !move.done())) {
                bring(chart);
            } else if (!map.moves().isEmpty()) {
                open(chart);
            } else if (map.next() != null) {
                hash(chart);
            } else if (!map.stays().isEmpty()) {
                commit(chart, map.beginning(together, chart.number() + 1));
            } else {
                spread(chart, List.of());
                return moved - before;
            }
        }
    }

    /**
     * The newest map. The anchor has it in each of its clusters then, so that no step is taken that would be forgotten; one that
     * was lost there, with a primary that was away when nobody else had it yet, is brought back.
     */
    private Chart latest() {
        ShardStore anchor = store.shard(charts.get(deadline()).map().anchor()).store();
        Reading reading = anchor.authority(deadline()).current(ShardStore.MAP, deadline());
        charts.heard(reading);
        Chart newest = charts.get(deadline());
        if (!(reading instanceof Reading.Present present) || !present.version().sameEdition(newest.version())) {
            anchor.install(newest.installation(), deadline());
        }
        anchor.secure(List.of(ShardStore.MAP), deadline());
        return newest;
    }

    /** Publishes the next map, unless somebody else has; the caller looks what came of it. */
    private void commit(Chart before, ShardMap next) {
        Shard anchor = store.shard(before.map().anchor());
        try {
            anchor.store()
                    .publish(List.of(Founding.change(next, author, before.number())), UUID.randomUUID(), deadline());
        } catch (ConflictException | OutcomeUnknownException e) {
            log.info("The map of shards has changed meanwhile, or it is not known whether it has: {}", e.getMessage());
        }
    }

    /** Brings a map to all shards. */
    private void spread(Chart chart, Collection<String> required) {
        for (Shard shard : store.shards()) {
            if (shard.name().equals(chart.map().anchor())) {
                continue;
            }
            try {
                if (chart.version().storeId().equals(shard.store().storeId(deadline()))) {
                    shard.store().install(chart.installation(), deadline());
                    shard.store().secure(List.of(ShardStore.MAP), deadline());
                }
            } catch (EdictException e) {
                if (required.contains(shard.name())) {
                    throw e;
                }
                log.warn("Map {} did not reach shard {}: {}", chart.number(), shard.name(), e.getMessage());
            }
        }
    }

    /** Once every shard holds the announcement, no namespace comes to be where the new weights do not put it. */
    private void hash(Chart chart) {
        spread(chart, chart.map().shards());
        Map<String, String> places = new HashMap<>();
        for (String name : chart.map().shards()) {
            for (String namespace : store.shard(name).store().inventory(deadline())) {
                if (chart.map().owner(namespace).equals(name)) {
                    places.put(namespace, name);
                }
            }
        }
        places.remove(ShardStore.MAP.namespace());
        commit(chart, chart.map().hashing(places));
    }

    private void bring(Chart chart) {
        Map<List<String>, Map<String, Move>> ways = new HashMap<>();
        chart.map()
                .moves()
                .forEach((namespace, move) -> ways.computeIfAbsent(
                                List.of(move.from(), move.to()), fresh -> new TreeMap<>())
                        .put(namespace, move));
        try {
            ways.values().forEach(this::bring);
        } catch (InvalidRequestException | FencedNamespaceException e) {
            if (latest().number() == chart.number()) {
                throw e;
            }
            log.info("Somebody else goes on with the move: {}", e.getMessage());
            return;
        }
        commit(chart, chart.map().arriving());
    }

    /** Afterwards the target has all, and nobody else can add to it. If the moves are of the past, this changes nothing. */
    private void bring(Map<String, Move> moves) {
        Move any = moves.values().iterator().next();
        ShardStore from = store.shard(any.from()).store();
        ShardStore to = store.shard(any.to()).store();
        for (Map.Entry<String, Move> each : moves.entrySet()) {
            Fence receiving = new Fence(Fence.State.RECEIVING, each.getValue().since(), any.from());
            to.fence(each.getKey(), receiving, deadline());
        }
        copyWhileOpen(from, to, moves.keySet());
        for (Map.Entry<String, Move> each : moves.entrySet()) {
            Fence closed = new Fence(Fence.State.CLOSED, each.getValue().since(), any.to());
            from.fence(each.getKey(), closed, deadline());
        }
        Set<DocumentId> ids = copy(from, to, moves.keySet()).ids();
        to.secure(ids, deadline());
        compare(from.authority(deadline()), to.authority(deadline()), ids);
    }

    /** Until little is left that publishers would have to wait for; those that are faster than a copy wait all the same. */
    private void copyWhileOpen(ShardStore from, ShardStore to, Set<String> namespaces) {
        int versions = Integer.MAX_VALUE;
        for (int round = 0; round < ROUNDS && versions > FEW; round++) {
            versions = copy(from, to, namespaces).versions();
        }
    }

    /**
     * What was copied.
     *
     * @param ids the documents that were looked at
     * @param versions how many versions of these were copied
     */
    private record Copied(Set<DocumentId> ids, int versions) {}

    private Copied copy(ShardStore shard, ShardStore to, Set<String> namespaces) {
        ConfigStore from = shard.authority(deadline());
        from.current(ShardStore.MAP, deadline()); // lists as of now, not as of a server that lags
        Set<DocumentId> ids = new HashSet<>();
        namespaces.forEach(namespace -> ids.addAll(from.documents(namespace, deadline())));
        Copier.Result result =
                new Copier(from, to, 0, this::deadline, id -> namespaces.contains(id.namespace())).copy(ids);
        result.failed().forEach((id, reason) -> {
            throw new InvalidRequestException(id + " cannot be moved to another shard: " + reason
                    + ". Publish or restore it, then resume the move");
        });
        return new Copied(ids, result.installed());
    }

    private void compare(ConfigStore from, ConfigStore to, Collection<DocumentId> ids) {
        for (DocumentId id : ids) {
            Reading here = from.current(id, deadline());
            if (!(here instanceof Reading.Missing) && !hasArrived(here, to.current(id, deadline()))) {
                throw new InvalidRequestException("The copy of " + id + " at " + to.servers()
                        + " is not what it is at " + from.servers()
                        + ", so it stays there, closed; repair the copy, then"
                        + " resume the move");
            }
        }
    }

    /** A source that has lost its primary may have less than was copied from there before; what was copied counts. */
    private static boolean hasArrived(Reading here, Reading there) {
        return here instanceof Reading.Present source
                && there instanceof Reading.Present target
                && (source.version().sameEdition(target.version())
                        || target.version()
                                .info()
                                .version()
                                .isNewerThan(source.version().info().version()));
    }

    /** Lets publishers in where the namespaces are now, once nobody can take the source for their place any more. */
    private void open(Chart chart) {
        Set<String> ends = new HashSet<>();
        chart.map().moves().values().forEach(move -> ends.addAll(List.of(move.from(), move.to())));
        spread(chart, ends);
        List<String> opened = new ArrayList<>();
        chart.map().moves().forEach((namespace, move) -> {
            Fence open = new Fence(Fence.State.OPEN, move.since(), move.from());
            store.shard(move.to()).store().fence(namespace, open, deadline());
            opened.add(namespace);
        });
        moved += opened.size();
        log.info("Moved {}", opened);
        commit(chart, chart.map().finishing().beginning(together, chart.number() + 1));
        tell(chart.map());
    }

    private void tell(ShardMap map) {
        Map<List<String>, List<String>> ways = new LinkedHashMap<>();
        map.moves()
                .forEach((namespace, move) -> ways.computeIfAbsent(
                                List.of(move.from(), move.to()), fresh -> new ArrayList<>())
                        .add(namespace));
        int left = map.stays().size();
        ways.forEach((way, namespaces) -> listener.accept(new Moved(way.get(0), way.get(1), namespaces, left)));
    }

    private Deadline deadline() {
        return Deadline.after(request);
    }
}
