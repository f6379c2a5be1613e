package io.edict.plain.internal.topology.register;

/**
 * A cluster that votes. After it was restored from a backup it comes back as another member, with a higher life: what its
 * former life promised and accepted is void, and its registers are empty. Its heads and its history stay.
 *
 * @param cluster the cluster's name in the topology
 * @param life which life of the cluster this is, from 1
 */
public record Member(String cluster, long life) {
    @Override
    public String toString() {
        return life == 1 ? cluster : cluster + " in life " + life;
    }
}
