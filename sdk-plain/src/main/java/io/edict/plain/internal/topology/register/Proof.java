package io.edict.plain.internal.topology.register;

/** How a proposer knows what is current. It is chosen in any case. */
enum Proof {
    /** It was current when this proposer wrote last; there may be a newer one. */
    REMEMBERED,
    /** A quorum has shown, during this operation, that there was no newer one. Something may have been begun that it did not see. */
    SEEN,
    /** A quorum has accepted it during this operation. Whatever was begun with a lower ballot is void. */
    WRITTEN;

    boolean atLeast(Proof other) {
        return compareTo(other) >= 0;
    }
}
