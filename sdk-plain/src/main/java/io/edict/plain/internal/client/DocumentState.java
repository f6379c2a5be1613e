package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.DocumentStatus.Refusal;
import io.edict.DocumentStatus.State;
import io.edict.Freshness;
import io.edict.Snapshot;
import io.edict.Version;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a document beside its snapshot. Immutable; replaced by the sync loop, read by any.
 *
 * @param connected whether the store is connected
 * @param newest the newest version seen in the store
 * @param proof when the newest version was last known here
 * @param absent whether the store was reached and has no such document
 * @param refusal why the newest version is not in force
 * @param problem what is wrong otherwise
 */
record DocumentState(
        boolean connected,
        @Nullable Version newest,
        @Nullable Proof proof,
        boolean absent,
        @Nullable Refusal refusal,
        @Nullable String problem) {

    static final DocumentState UNKNOWN = new DocumentState(false, null, null, false, null, null);

    /**
     * A proof that the newest version was known here.
     *
     * @param at by the wall clock
     * @param nanos by the nano clock, if it was in this process; else the age is told by the wall clock
     */
    record Proof(Instant at, @Nullable Long nanos) {
        Duration age(Clocks clocks) {
            Long then = nanos;
            if (then != null) {
                return Duration.ofNanos(clocks.nanos().getAsLong() - then);
            }
            Duration told = Duration.between(at, clocks.wall().instant());
            return told.isNegative() ? Duration.ZERO : told;
        }
    }

    DocumentState withConnected(boolean now) {
        return new DocumentState(now, newest, proof, absent, refusal, problem);
    }

    DocumentState withProof(Proof now) {
        return new DocumentState(connected, newest, now, absent, refusal, problem);
    }

    /** The newest version is in force: nothing is refused, and nothing stands in the way. */
    DocumentState settled(@Nullable Version version) {
        return new DocumentState(connected, version, proof, false, null, null);
    }

    DocumentState withRefusal(Refusal now) {
        Version seen = now.version() == null ? newest : now.version();
        return new DocumentState(connected, seen, proof, false, now, problem);
    }

    DocumentState withProblem(String now) {
        return new DocumentState(connected, newest, proof, absent, refusal, now);
    }

    DocumentState asAbsent() {
        return new DocumentState(connected, null, proof, true, null, null);
    }

    DocumentStatus status(DocumentId id, @Nullable Snapshot current, Clocks clocks) {
        Proof last = proof;
        Freshness freshness = new Freshness(
                connected && problem == null,
                current == null ? null : current.source(),
                last == null ? null : last.at(),
                last == null ? null : last.age(clocks));
        return new DocumentStatus(
                id, state(current), current == null ? null : current.version(), newest, freshness, refusal, problem);
    }

    private State state(@Nullable Snapshot current) {
        if (current == null) {
            return absent ? State.ABSENT : refusal == null ? State.LOADING : State.REFUSING;
        }
        if (refusal != null) {
            return State.REFUSING;
        }
        boolean newestInForce = newest != null && newest.equals(current.version());
        if (!connected || problem != null || !newestInForce) {
            return State.STALE;
        }
        return current.isDeleted() ? State.ABSENT : State.CURRENT;
    }
}
