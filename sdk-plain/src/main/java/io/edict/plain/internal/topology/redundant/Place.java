package io.edict.plain.internal.topology.redundant;

import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster says of itself.
 *
 * @param roll its part in a redundant store, or null if it has none
 * @param storeId the identity of the store that it holds, or null if it never held one
 * @param incarnation which life of the store it holds
 */
public record Place(@Nullable Roll roll, @Nullable String storeId, long incarnation) {
    /**
     * A cluster's part in a redundant store, as it stands in that cluster.
     *
     * @param self who this cluster is
     * @param membership who votes, as far as this cluster has heard; of epoch 0 while the store is being formed
     */
    public record Roll(Member self, Membership membership) {
        /** Whether the store is not formed yet. */
        public boolean isForming() {
            return membership.epoch() == 0;
        }
    }
}
