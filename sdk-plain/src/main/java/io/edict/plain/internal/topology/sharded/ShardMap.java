package io.edict.plain.internal.topology.sharded;

import com.google.errorprone.annotations.Immutable;
import io.edict.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which shard has which namespace. Pure and immutable.
 *
 * <p>A namespace is where it {@linkplain #moves moves}, as far as that got; else where it {@linkplain #stays stays} until it
 * is moved; else where hashing puts it.
 *
 * @param anchor the shard in which new maps are published, before the others are given them
 * @param weights the weights by which namespaces are hashed
 * @param next the weights that are about to take their place, or null
 * @param stays the namespaces that are elsewhere than hashing says, and where
 * @param moves the moves under way, by namespace
 */
record ShardMap(
        String anchor,
        Map<String, Double> weights,
        @Nullable Map<String, Double> next,
        Map<String, String> stays,
        Map<String, Move> moves) {

    /** Copies the maps. */
    ShardMap {
        weights = sorted(weights);
        next = next == null ? null : sorted(next);
        stays = sorted(stays);
        moves = sorted(moves);
    }

    private static <V> Map<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /** A map by which everything is where hashing puts it. */
    static ShardMap of(String anchor, Map<String, Double> weights) {
        return new ShardMap(anchor, checked(weights), null, Map.of(), Map.of());
    }

    /** Checks weights that somebody asks for. */
    static Map<String, Double> checked(Map<String, Double> weights) {
        weights.forEach((name, weight) -> {
            if (!(weight > 0) || weight > 1e9) {
                throw new InvalidRequestException(
                        "The weight of shard " + name + " is " + weight + "; it must be above 0 and at most 1e9");
            }
        });
        if (weights.isEmpty()) {
            throw new InvalidRequestException(
                    "No shard is left that could hold documents; leave one of them its weight");
        }
        return weights;
    }

    /**
     * A move under way.
     *
     * @param from the shard that had the namespace
     * @param to the shard that shall have it
     * @param since the number of the map that began the move
     * @param done whether the namespace is there, so that only the fence must still be opened
     */
    @Immutable
    record Move(String from, String to, long since, boolean done) {
        Move arrived() {
            return new Move(from, to, since, true);
        }
    }

    /** The shard that has a namespace. */
    String owner(String namespace) {
        Move move = moves.get(namespace);
        if (move != null) {
            return move.done() ? move.to() : move.from();
        }
        String stay = stays.get(namespace);
        return stay == null ? Rendezvous.winner(namespace, weights) : stay;
    }

    /**
     * The shard in which a namespace that does not exist yet may be made, or null while nobody can tell: between two
     * weightings, where they differ.
     */
    @Nullable
    String birthplace(String namespace) {
        String owner = owner(namespace);
        return next == null || Rendezvous.winner(namespace, next).equals(owner) ? owner : null;
    }

    /** All shards that have, may have or shall have something. */
    Collection<String> shards() {
        TreeMap<String, Boolean> all = new TreeMap<>();
        all.put(anchor, true);
        weights.keySet().forEach(name -> all.put(name, true));
        if (next != null) {
            next.keySet().forEach(name -> all.put(name, true));
        }
        stays.values().forEach(name -> all.put(name, true));
        moves.values().forEach(move -> {
            all.put(move.from(), true);
            all.put(move.to(), true);
        });
        return List.copyOf(all.keySet());
    }

    /** Whether nothing is left to be moved. */
    boolean isSettled() {
        return next == null && stays.isEmpty() && moves.isEmpty();
    }

    /** Announces other weights, by which nothing is hashed yet. */
    ShardMap announcing(Map<String, Double> weights) {
        return new ShardMap(anchor, this.weights, checked(weights), stays, moves);
    }

    /**
     * Hashes by the weights that were announced.
     *
     * @param places where each namespace is that exists
     */
    ShardMap hashing(Map<String, String> places) {
        Map<String, Double> weights = next == null ? this.weights : next;
        Map<String, String> staying = new TreeMap<>();
        places.forEach((namespace, place) -> {
            if (!Rendezvous.winner(namespace, weights).equals(place)) {
                staying.put(namespace, place);
            }
        });
        return new ShardMap(anchor, weights, null, staying, moves);
    }

    /**
     * Begins to move the next of those that must be moved, all between the same two shards.
     *
     * @param most how many at most
     * @param number the number that this map will have
     */
    ShardMap beginning(int most, long number) {
        Map<String, String> staying = new TreeMap<>(stays);
        Map<String, Move> moving = new TreeMap<>(moves);
        List<String> ends = new ArrayList<>();
        stays.forEach((namespace, from) -> {
            String to = Rendezvous.winner(namespace, weights);
            if (ends.isEmpty()) {
                ends.addAll(List.of(from, to));
            }
            if (moving.size() < most && ends.equals(List.of(from, to))) {
                staying.remove(namespace);
                moving.put(namespace, new Move(from, to, number, false));
            }
        });
        return new ShardMap(anchor, weights, next, staying, moving);
    }

    /** Says that all that was moving is there. */
    ShardMap arriving() {
        Map<String, Move> arrived = new TreeMap<>();
        moves.forEach((namespace, move) -> arrived.put(namespace, move.arrived()));
        return new ShardMap(anchor, weights, next, stays, arrived);
    }

    /** Forgets the moves that are over. */
    ShardMap finishing() {
        Map<String, String> staying = new TreeMap<>(stays);
        Map<String, Move> left = new TreeMap<>();
        moves.forEach((namespace, move) -> {
            if (!move.done()) {
                left.put(namespace, move);
            } else if (!Rendezvous.winner(namespace, weights).equals(move.to())) {
                staying.put(namespace, move.to());
            }
        });
        return new ShardMap(anchor, weights, next, staying, left);
    }
}
