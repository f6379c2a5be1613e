package io.edict.plain;

import io.edict.ConfigClient;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.client.PlainClient;
import io.edict.plain.internal.topology.sharded.Mover;
import io.edict.plain.internal.topology.sharded.Overview;
import io.edict.plain.internal.topology.sharded.ShardedStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does with the shards of a sharded store: add one, drain one, change their weights. Each of these moves the
 * namespaces that belong elsewhere then, with their whole history, some at a time; who publishes to one of these waits
 * meanwhile, nobody else does, and followers see neither a gap nor an older version.
 *
 * <p>Methods block until all is moved. After a failure, or the end of the process at any moment, any of them goes on where it
 * ended, in any process. Safe for use by several threads, and by several operators at once.
 */
public final class ShardOperations {
    /** So few that their publishers do not wait long for each other. */
    private static final int TOGETHER = 8;

    private final ShardedStore store;
    private final String author;
    private final Consumer<Progress> listener;

    private ShardOperations(ShardedStore store, String author, Consumer<Progress> listener) {
        this.store = store;
        this.author = author;
        this.listener = listener;
    }

    /**
     * The shards of the store that a client uses.
     *
     * @param client a client made by {@link Edict#connect(Topology)}
     * @return the operations; they end with the client
     * @throws InvalidRequestException if the client's store has no shards
     */
    public static ShardOperations of(ConfigClient client) {
        if (client instanceof PlainClient plain && plain.topology() instanceof ShardedStore sharded) {
            return new ShardOperations(sharded, plain.author(), step -> {});
        }
        throw new InvalidRequestException(
                "This client's store has no shards, so there is nothing to move; connect with mode sharded");
    }

    /**
     * The same, telling of every step.
     *
     * @param told called on the thread that operates, after each step
     * @return the operations
     */
    public ShardOperations onProgress(Consumer<? super Progress> told) {
        return new ShardOperations(store, author, told::accept);
    }

    /**
     * Namespaces that have been moved.
     *
     * @param from the shard where they were
     * @param to the shard where they are
     * @param namespaces which ones
     * @param left how many are still to be moved
     */
    public record Progress(String from, String to, List<String> namespaces, int left) {
        /**
         * Copies the list.
         *
         * @param from the shard where they were
         * @param to the shard where they are
         * @param namespaces which ones
         * @param left how many are still to be moved
         */
        public Progress {
            namespaces = List.copyOf(namespaces);
        }
    }

    /**
     * One shard.
     *
     * @param name what it is called
     * @param servers its connect string
     * @param role {@code serving}; {@code changing} if it has namespaces, or will have, but no weight; {@code outside} if the
     *     settings name it and the store does not know it
     * @param anchor whether changes of the shards are published there first
     * @param weight its share in relation to the others', 0 if it has none
     * @param namespaces how many namespaces it has
     * @param leaving the namespaces that are to be moved out of it
     * @param arriving the namespaces that are to be moved into it
     * @param problem why it could not be reached, or null
     */
    public record ShardReport(
            String name,
            String servers,
            String role,
            boolean anchor,
            double weight,
            int namespaces,
            Set<String> leaving,
            Set<String> arriving,
            @Nullable String problem) {}

    /**
     * All shards that the settings name.
     *
     * @param map which edition of the map of shards this is; it rises with every step of a move
     * @param settled whether nothing is left to be moved
     * @param shards the shards
     */
    public record ShardsReport(long map, boolean settled, List<ShardReport> shards) {
        /**
         * Copies the list.
         *
         * @param map which edition of the map of shards this is
         * @param settled whether nothing is left to be moved
         * @param shards the shards
         */
        public ShardsReport {
            shards = List.copyOf(shards);
        }
    }

    /**
     * Looks at every shard.
     *
     * @return the shards, in the order of the settings
     * @throws StoreUnreachableException if no shard can be asked which of them has what
     */
    public ShardsReport status() {
        Overview.State state = new Overview(store).look();
        return new ShardsReport(
                state.map(),
                state.settled(),
                state.shards().stream().map(ShardOperations::report).toList());
    }

    private static ShardReport report(Overview.Found found) {
        return new ShardReport(
                found.name(),
                found.servers(),
                found.part().name().toLowerCase(Locale.ROOT),
                found.anchor(),
                found.weight(),
                found.namespaces(),
                found.leaving(),
                found.arriving(),
                found.problem());
    }

    /**
     * Adds a shard with the weight that the settings give it, and moves its share there. All clients must name it in their
     * settings before, and one that does not cannot reach what is moved there. A shard that is one already stays as it is.
     *
     * @param shard the shard, which must be empty, or a shard of this store that was drained
     * @return how many namespaces this call has moved
     * @throws InvalidRequestException if the settings do not name it, or it holds another store
     * @throws StoreUnreachableException if a shard that takes part is away; call it again when it is back
     */
    public long add(String shard) {
        double weight = store.weight(shard);
        return mover().reweigh(weights -> {
            weights.putIfAbsent(shard, weight);
            return weights;
        });
    }

    /**
     * Moves everything out of a shard. The anchor goes on to hold the map of shards, so it must stay reachable.
     *
     * @param shard the shard
     * @return how many namespaces this call has moved
     * @throws InvalidRequestException if the settings do not name it, or no other shard has a weight
     * @throws StoreUnreachableException if a shard that takes part is away; call it again when it is back
     */
    public long drain(String shard) {
        store.weight(shard);
        return mover().drain(shard);
    }

    /**
     * Changes the weights of shards, and moves what belongs elsewhere then.
     *
     * @param weights the new weights of those that change, above 0 and at most 1e9
     * @return how many namespaces this call has moved
     * @throws InvalidRequestException if the settings do not name a shard, the store does not use it, or a weight is none
     * @throws StoreUnreachableException if a shard that takes part is away; call it again when it is back
     */
    public long reweigh(Map<String, Double> weights) {
        Map<String, Double> asked = Map.copyOf(weights);
        asked.keySet().forEach(store::weight);
        return mover().reweigh(all -> {
            asked.forEach((shard, weight) -> {
                if (all.replace(shard, weight) == null) {
                    throw new InvalidRequestException(
                            "The shard " + shard + " has no weight that could be changed; add it to the store first");
                }
            });
            return all;
        });
    }

    /**
     * Goes on with whatever was begun.
     *
     * @return how many namespaces this call has moved
     * @throws StoreUnreachableException if a shard that takes part is away; call it again when it is back
     */
    public long resume() {
        return mover().resume();
    }

    private Mover mover() {
        return new Mover(
                store,
                author,
                TOGETHER,
                step -> listener.accept(new Progress(step.from(), step.to(), step.namespaces(), step.left())));
    }
}
