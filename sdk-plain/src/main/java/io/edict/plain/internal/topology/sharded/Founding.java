package io.edict.plain.internal.topology.sharded;

import io.edict.Format;
import io.edict.Publication.Expectation;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the map of shards, or makes the first one of a new store, once all shards have said that they have none. On a thread
 * of its own, which ends when a map is known.
 */
final class Founding implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Founding.class);
    private static final Duration REQUEST = Duration.ofSeconds(3);
    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final int KEEP = 10;

    private final Collection<Shard> shards;
    private final Charts charts;

    Founding(Collection<Shard> shards, Charts charts) {
        this.shards = shards;
        this.charts = charts;
    }

    @Override
    public void run() {
        while (!charts.isSettled() && !Thread.currentThread().isInterrupted()) {
            try {
                if (nobodyHasOne() && !charts.isSettled()) {
                    found();
                }
            } catch (EdictException e) {
                charts.waitsFor(e.getMessage());
            } catch (RuntimeException e) {
                log.error("Looking for the map of shards failed in a way that Edict does not know", e);
            }
            if (!charts.isSettled()) {
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private boolean nobodyHasOne() {
        for (Shard shard : shards) {
            Reading reading = shard.store().current(ShardStore.MAP, deadline());
            charts.heard(reading);
            if (!(reading instanceof Reading.Missing)) {
                return false;
            }
        }
        return true;
    }

    private void found() {
        Shard anchor = shards.stream().min(Comparator.comparing(Shard::name)).orElseThrow();
        String storeId = identify(anchor);
        List<Shard> others = new ArrayList<>(shards);
        others.remove(anchor);
        others.forEach(shard -> join(shard, storeId));
        Map<String, Double> weights = new TreeMap<>();
        shards.forEach(shard -> weights.put(shard.name(), shard.weight()));
        ShardMap map = ShardMap.of(anchor.name(), weights).hashing(places());
        try {
            anchor.store().publish(List.of(change(map, "edict", null)), UUID.randomUUID(), deadline());
            log.info("Made the first map of the shards {}", weights.keySet());
        } catch (ConflictException somebodyElse) {
            log.debug("Somebody else has made the first map");
        }
        charts.heard(anchor.store().current(ShardStore.MAP, deadline()));
        Charts.Chart chart = charts.known();
        if (chart != null) {
            others.forEach(shard -> shard.store().install(chart.installation(), deadline()));
        }
    }

    /** The identity of the store: one that a shard has, or a new one that the anchor is given. */
    private String identify(Shard anchor) {
        String found = null;
        for (Shard shard : shards) {
            String storeId = shard.store().storeId(deadline());
            found = found == null ? storeId : found;
        }
        String known = anchor.store().storeId(deadline());
        if (known == null) {
            join(anchor, found == null ? UUID.randomUUID().toString() : found);
            known = anchor.store().storeId(deadline());
        }
        if (known == null) {
            throw new IllegalStateException("An identity that was given is gone");
        }
        return known;
    }

    /** Makes a shard a part of a store. */
    static void join(Shard shard, String storeId) {
        String has = shard.store().storeId(deadline());
        if (has == null) {
            has = shard.store().found(storeId, deadline())
                    ? storeId
                    : shard.store().storeId(deadline());
        }
        if (!storeId.equals(has)) {
            throw new InvalidRequestException("The shard " + shard.name() + " at "
                    + shard.store().servers()
                    + " holds another store than the other shards; name shards of one store, or"
                    + " empty this one to let it join");
        }
    }

    /** Where the namespaces are that exist already. */
    private Map<String, String> places() {
        Map<String, String> places = new HashMap<>();
        for (Shard shard : shards) {
            for (String namespace : shard.store().inventory(deadline())) {
                if (!namespace.equals(ShardStore.MAP.namespace())) {
                    String other = places.put(namespace, shard.name());
                    if (other != null) {
                        throw new InvalidRequestException("The shards " + other + " and " + shard.name()
                                + " both have the namespace " + namespace + ", and there is no map of shards that would"
                                + " say which one counts; remove it from one of them");
                    }
                }
            }
        }
        return places;
    }

    /**
     * What publishes a map.
     *
     * @param before the number of the map that it follows, or null if it is the first
     */
    static Change change(ShardMap map, String author, @Nullable Long before) {
        Expectation expectation = before == null ? new Expectation.Absent() : new Expectation.CurrentIs(before);
        return new Change(
                ShardStore.MAP,
                VersionInfo.Kind.CONTENT,
                Format.JSON,
                Content.ofText(ShardMapCodec.encode(map)),
                new VersionInfo.Origin(
                        author,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        map.isSettled() ? "" : "Shards are moving"),
                new Change.Rule(expectation, KEEP));
    }

    private static Deadline deadline() {
        return Deadline.after(REQUEST);
    }
}
