package io.edict.plain.internal.store;

/**
 * What a head looked like, to tell cheaply whether it was touched since. Equal stamps of one connection's life mean an
 * untouched head; different stamps say nothing about which is newer.
 *
 * <p>On ZooKeeper these are the transactions that created and last changed the node. The node's data version is no
 * substitute: it begins again after a delete and re-create.
 *
 * @param created what created the head
 * @param modified what changed it last
 */
public record Stamp(long created, long modified) {
    /** There is no head. */
    public static final Stamp ABSENT = new Stamp(-1, -1);
}
