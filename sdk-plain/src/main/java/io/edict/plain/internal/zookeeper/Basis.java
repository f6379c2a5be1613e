package io.edict.plain.internal.zookeeper;

import java.util.List;
import java.util.Map;

/**
 * What a transaction builds on. Each part of it is checked in the transaction, so that it may be out of date.
 *
 * @param cluster what the cluster says of itself
 * @param states the state of each document, in the order of the changes
 * @param access who may do what, by namespace
 * @param recalled whether it was remembered rather than read for this transaction
 */
record Basis(ClusterNode cluster, List<Current> states, Map<String, NamespaceAcl> access, boolean recalled) {
    /** A basis that was read. */
    static Basis read(ClusterNode cluster, List<Current> states, Map<String, NamespaceAcl> access) {
        return new Basis(cluster, states, access, false);
    }
}
