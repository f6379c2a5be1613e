package io.edict.plain.internal.store;

/**
 * What a cluster says of itself, and of its place among several. It stands in the cluster, and every write there checks in
 * its transaction that it has not changed.
 *
 * @param storeId the identity of the store that the cluster holds, or holds a copy of
 * @param incarnation which life of the store this is
 * @param role its place
 * @param epoch how often the primary has changed; 0 for a cluster that stands alone
 * @param primary what the primary of that epoch is called, empty for a cluster that stands alone
 * @param revision what tells this standing from another one of the same cluster
 */
public record Standing(String storeId, long incarnation, Role role, long epoch, String primary, int revision) {
    /** The place of a cluster among several. */
    public enum Role {
        /** It is the only one, or does not know of others. */
        ALONE,
        /** It takes publishes. */
        PRIMARY,
        /** It takes what the primary has committed, and nothing else. */
        STANDBY,
        /** It holds no documents, and counts where a majority decides. */
        WITNESS
    }

    /** The same store in another place. */
    public Standing as(Role newRole, long newEpoch, String newPrimary) {
        return new Standing(storeId, incarnation, newRole, newEpoch, newPrimary, revision);
    }

    /** The same place in another life of the store. */
    public Standing inLife(long newIncarnation) {
        return new Standing(storeId, newIncarnation, role, epoch, primary, revision);
    }
}
