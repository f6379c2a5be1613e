package io.edict.plain.internal.topology.sharded;

import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.topology.sharded.Charts.Chart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at all shards, on the caller's thread. Changes nothing. */
public final class Overview {
    private static final Duration REQUEST = Duration.ofSeconds(3);

    private final ShardedStore store;

    /** Looks at a store's shards. */
    public Overview(ShardedStore store) {
        this.store = store;
    }

    /** A shard's part in the store. */
    public enum Part {
        /** Namespaces are hashed to it. */
        SERVING,
        /** It has namespaces, or will have, although none are hashed to it by the newest map. */
        CHANGING,
        /** It has none. */
        OUTSIDE
    }

    /**
     * One shard.
     *
     * @param name what it is called
     * @param servers where it is
     * @param part its part
     * @param anchor whether new maps are published there
     * @param weight its weight by the newest map, or 0
     * @param namespaces how many namespaces it has
     * @param leaving the namespaces that are to be moved out of it
     * @param arriving the namespaces that are to be moved into it
     * @param problem why it could not be reached, or null
     */
    public record Found(
            String name,
            String servers,
            Part part,
            boolean anchor,
            double weight,
            int namespaces,
            Set<String> leaving,
            Set<String> arriving,
            @Nullable String problem) {}

    /**
     * All shards of the settings.
     *
     * @param map the number of the newest map
     * @param settled whether nothing is left to be moved
     * @param shards the shards
     */
    public record State(long map, boolean settled, List<Found> shards) {}

    /**
     * Looks at every shard.
     *
     * @throws EdictException if it is not known yet which shard has what
     */
    public State look() {
        Chart chart = latest();
        List<Found> found = new ArrayList<>();
        for (Shard shard : store.shards()) {
            found.add(look(chart.map(), shard));
        }
        return new State(chart.number(), chart.map().isSettled(), found);
    }

    /** As the anchor has it, or while that is away, as it was heard of last. */
    private Chart latest() {
        Chart known = store.charts().get(deadline());
        try {
            Reading reading = store.shard(known.map().anchor()).store().current(ShardStore.MAP, deadline());
            store.charts().heard(reading);
        } catch (InvalidRequestException e) {
            throw e;
        } catch (EdictException away) {
            return known;
        }
        return store.charts().get(deadline());
    }

    private static Found look(ShardMap map, Shard shard) {
        String name = shard.name();
        Set<String> leaving = new TreeSet<>();
        Set<String> arriving = new TreeSet<>();
        map.stays().forEach((namespace, place) -> {
            add(place.equals(name), leaving, namespace);
            add(Rendezvous.winner(namespace, map.weights()).equals(name), arriving, namespace);
        });
        map.moves().forEach((namespace, move) -> {
            add(move.from().equals(name) && !move.done(), leaving, namespace);
            add(move.to().equals(name) && !move.done(), arriving, namespace);
        });
        int namespaces = 0;
        String problem = null;
        try {
            namespaces = count(map, shard);
        } catch (EdictException e) {
            problem = e.getMessage();
        }
        return new Found(
                name,
                shard.store().servers(),
                part(map, name),
                map.anchor().equals(name),
                map.weights().getOrDefault(name, 0.0),
                namespaces,
                leaving,
                arriving,
                problem);
    }

    private static void add(boolean holds, Collection<String> to, String namespace) {
        if (holds) {
            to.add(namespace);
        }
    }

    private static Part part(ShardMap map, String name) {
        if (map.weights().containsKey(name)) {
            return Part.SERVING;
        }
        boolean changing = (map.next() != null && map.next().containsKey(name))
                || map.stays().containsValue(name)
                || map.moves().values().stream()
                        .anyMatch(move -> move.from().equals(name) || move.to().equals(name));
        return changing ? Part.CHANGING : Part.OUTSIDE;
    }

    private static int count(ShardMap map, Shard shard) {
        return (int) shard.store().namespaces(deadline()).stream()
                .filter(namespace -> !namespace.equals(ShardStore.MAP.namespace()))
                .filter(namespace -> map.owner(namespace).equals(shard.name()))
                .count();
    }

    private static Deadline deadline() {
        return Deadline.after(REQUEST);
    }
}
