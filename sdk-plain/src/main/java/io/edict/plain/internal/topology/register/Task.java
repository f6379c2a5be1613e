package io.edict.plain.internal.topology.register;

import io.edict.Version;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An operation under way, and what it has proposed so far. Owned by its proposer. */
final class Task {
    final Operation operation;
    final @Nullable UUID publishId;
    /** Who has answered anything. */
    final Set<Member> heard = new HashSet<>();

    int attempt;
    /** Whether a cluster has not allowed it. */
    boolean fenced;
    /** The lowest version that the publish was proposed as, here or before. */
    @Nullable
    Version since;

    Task(Operation operation) {
        this.operation = operation;
        if (operation instanceof Operation.Publish publish) {
            publishId = publish.publishId();
            since = publish.since();
        } else if (operation instanceof Operation.Settle settle) {
            publishId = settle.publishId();
            since = settle.since();
        } else {
            publishId = null;
        }
    }

    void proposed(Version version) {
        Version lowest = since;
        if (lowest == null || lowest.isNewerThan(version)) {
            since = version;
        }
    }

    boolean mustRewrite() {
        return operation instanceof Operation.Look look && look.rewrite();
    }

    /** How it ends when no more is known than this. */
    Outcome undecided(Set<Member> everyone) {
        if (publishId != null && since != null) {
            return new Outcome.Unknown(publishId, since);
        }
        Set<Member> silent = new HashSet<>(everyone);
        silent.removeAll(heard);
        return new Outcome.Unreached(silent);
    }
}
