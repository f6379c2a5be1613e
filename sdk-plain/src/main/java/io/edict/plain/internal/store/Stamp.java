package io.edict.plain.internal.store;

/**
 * What a head looked like, to tell cheaply whether it was touched since. Equal stamps mean an untouched head; different
 * stamps say nothing about which is newer.
 *
 * <p>On ZooKeeper these are the transactions that created and last changed the node. The node's data version is no
 * substitute: it begins again after a delete and re-create. A cluster restored from a backup issues the numbers of
 * transactions again, so the time by the servers' clock belongs to it.
 *
 * @param created what created the head
 * @param modified what changed it last
 * @param at when, in milliseconds, where the other two are issued again after a restore
 * @param cluster which of several clusters of one store was looked at, because each has numbers of its own; else empty
 */
public record Stamp(long created, long modified, long at, String cluster) {
    private static final long UNTOLD = -2;

    /** There is no head. */
    public static final Stamp ABSENT = new Stamp(-1, -1);

    /** A stamp of a store that is one cluster. */
    public Stamp(long created, long modified, long at) {
        this(created, modified, at, "");
    }

    /** A stamp of a store that never issues the same twice. */
    public Stamp(long created, long modified) {
        this(created, modified, 0);
    }

    /** What is told of a head by the announcement of the transaction that changed it last, and of no more. */
    public static Stamp announced(long modified) {
        return new Stamp(UNTOLD, modified);
    }

    /** Whether nothing but the last change is told. */
    public boolean isAnnounced() {
        return created == UNTOLD;
    }

    /** Whether this, as far as it is told, is what was looked at. */
    public boolean isLike(Stamp look) {
        return isAnnounced() ? modified == look.modified && cluster.equals(look.cluster) : equals(look);
    }

    /** Whether the head was last changed before a change in the same cluster. */
    public boolean isBefore(Stamp change) {
        return cluster.equals(change.cluster) && modified < change.modified;
    }

    /** Whether this was seen with a change in the same cluster, or after it. */
    public boolean shows(Stamp change) {
        return cluster.equals(change.cluster) && modified >= change.modified;
    }

    /** The same stamp, of one of several clusters; that there is no head looks the same everywhere. */
    public Stamp of(String name) {
        return equals(ABSENT) ? this : new Stamp(created, modified, at, name);
    }
}
