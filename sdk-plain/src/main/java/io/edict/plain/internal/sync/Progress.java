package io.edict.plain.internal.sync;

import io.edict.DocumentId;
import io.edict.plain.internal.sync.Batch.Candidate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far one document has come, for {@link Transactions}, which owns it. */
final class Progress {
    final DocumentId id;

    /** Whether its local copy, if there is one, has been decided upon. */
    boolean loaded;

    /** The newest version offered that is not being judged. */
    @Nullable
    Candidate offered;

    @Nullable
    Candidate judging;

    @Nullable
    Edition held;

    @Nullable
    Edition refused;

    /**
     * Because of which documents the refused version was refused, if not for itself. Always of those that were refused for
     * themselves: documents that blamed each other would never be reconsidered.
     */
    Set<DocumentId> blamed = Set.of();

    /** What the refused version may need to come into force, if it was refused because of others: they, and what led to them. */
    Set<DocumentId> lacking = Set.of();

    /** Names the wait for others, or 0 if there is none. */
    long ticket;

    /** Whether half the wait is over, and others were looked for. */
    boolean looked;

    boolean patient = true;
    int readsAgain;

    /** Grows with each change that others may wait for. */
    private long changes;

    /** What stood in the way of the offered version when it was looked at last, and how often that had changed by then. */
    private @Nullable Progress obstacle;

    private long obstacleChanges;

    Progress(DocumentId id) {
        this.id = id;
    }

    /** Others may be able to go on now. */
    void changed() {
        changes++;
    }

    void offer(Candidate candidate) {
        offered = candidate;
        loaded |= !candidate.fromDisk();
        obstacle = null;
        changed();
    }

    /** Nothing needs to be looked at for this document until another one has changed. */
    void obstructedBy(Progress other) {
        obstacle = other;
        obstacleChanges = other.changes;
    }

    /** Whether what stood in the way stands there still. */
    boolean isObstructed() {
        return obstacle != null && obstacle.changes == obstacleChanges;
    }

    void loseThePatience() {
        patient = false;
        obstacle = null;
    }

    void judge(Candidate candidate) {
        changed();
        obstacle = null;
        judging = candidate;
        offered = null;
        ticket = 0;
        looked = false;
        patient = true;
        readsAgain = 0;
    }

    /** The version being judged is in force, or refused if there are culprits. A refused local copy is forgotten. */
    void decided(Set<DocumentId> culprits, Set<DocumentId> needed) {
        Candidate candidate = judging;
        judging = null;
        changed();
        if (candidate == null) {
            return;
        }
        loaded |= candidate.fromDisk();
        if (culprits.isEmpty()) {
            held = Edition.of(candidate.version());
            forgetRefusal();
        } else if (!candidate.fromDisk()) {
            refused = Edition.of(candidate.version());
            blamed = culprits.contains(id) ? Set.of() : Set.copyOf(culprits);
            lacking = blamed.isEmpty() ? Set.of() : Set.copyOf(needed);
        }
    }

    /** An edition is refused for itself, without having been offered. */
    void bar(Edition edition) {
        forgetRefusal();
        refused = edition;
    }

    void forgetRefusal() {
        changed();
        refused = null;
        blamed = Set.of();
        lacking = Set.of();
    }
}
