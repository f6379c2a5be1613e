package io.edict.plain.internal.topology;

import io.edict.plain.internal.store.Standing;
import java.util.Set;

/** What a mode knows of its clusters. Asked and told by any thread; returns at once. */
public interface Rules {
    /**
     * Whether a document is known not to exist, and is not merely missing in clusters that lag.
     *
     * @param without the clusters that have answered that they do not have it; none has answered that it does
     */
    boolean isAbsent(Set<String> without);

    /** A cluster said something of itself. */
    default void heard(Member member, Standing standing) {}
}
