package io.edict.plain.internal.topology.register;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A process of the explored world: one proposer, from a start to a crash. */
final class Actor {
    final UUID id;
    final Proposer proposer;
    /** The cluster it seldom gets through to, or none. */
    final @Nullable Member distant;

    final Deque<Action.RetryLater> retries = new ArrayDeque<>();

    @Nullable
    Call call;
    /** The newest version its user has heard of. */
    long heard;

    boolean crashed;

    Actor(UUID id, Proposer proposer, @Nullable Member distant) {
        this.id = id;
        this.proposer = proposer;
        this.distant = distant;
    }
}
