package io.edict.plain.internal.topology.sharded;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Weighted rendezvous hashing: every shard bids for a namespace, and the highest bid wins. A shard's bids depend on nothing
 * but its name and weight, so a change of one shard's weight moves only what that shard wins or loses.
 *
 * <p>After Thaler and Ravishankar, "Using name-based mappings to increase hit rates" (1998), with the logarithmic weights of
 * Schindelhauer and Schomaker, "Weighted distributed hash tables" (2005): a bid is {@code -weight / ln(u)}, where {@code u}
 * is uniform in (0, 1). It comes from FNV-1a with 64 bits over the namespace and the shard's name, mixed by the finalizer of
 * SplitMix64 (Steele, Lea and Flood 2014). All clients of a store must agree, so none of this may ever change.
 */
final class Rendezvous {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double TWO_TO_53 = 0x1p53;

    private Rendezvous() {}

    /**
     * The shard that wins a namespace.
     *
     * @param weights the shards' weights by name, at least one above 0; of equal bids the first name wins
     */
    static String winner(String namespace, Map<String, Double> weights) {
        String winner = "";
        double highest = -1;
        for (Map.Entry<String, Double> shard : weights.entrySet()) {
            double bid = bid(namespace, shard.getKey(), shard.getValue());
            if (bid > highest || (bid == highest && shard.getKey().compareTo(winner) < 0)) {
                winner = shard.getKey();
                highest = bid;
            }
        }
        return winner;
    }

    private static double bid(String namespace, String shard, double weight) {
        // StrictMath, because Math.log may differ in the last bit from one machine to the next.
        return -weight / StrictMath.log(uniform(hash(namespace, shard)));
    }

    /** In (0, 1), from the upper 53 bits. */
    private static double uniform(long hash) {
        return ((hash >>> 11) + 0.5) / TWO_TO_53;
    }

    static long hash(String namespace, String shard) {
        long hash = FNV_BASIS;
        // The slash is in neither name.
        for (byte each : (namespace + "/" + shard).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return mixed(hash);
    }

    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
