package io.edict.plain.internal.sync;

import io.edict.DocumentId;
import io.edict.plain.internal.store.StoredVersion;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a document's machine and its view are to {@link TransactionsWorld}: they know what was read, offered, refused and put
 * in force. A document that is followed again gets a new one.
 */
final class Follower {
    final DocumentId id;

    /** The local copy that is still to be offered. */
    @Nullable
    StoredVersion copy;

    /** Whether the store may be read: the local copy has been decided upon. */
    boolean started;

    @Nullable
    StoredVersion inForce;

    /** The members that the version in force may come without. */
    Set<DocumentId> excused = new HashSet<>();

    long offered;
    long refused;
    long read;

    /** Whether it is to be read, as a watch or a reconsidered refusal asks. */
    boolean dirty = true;

    Follower(DocumentId id, @Nullable StoredVersion copy) {
        this.id = id;
        this.copy = copy;
    }

    long held() {
        return inForce == null ? 0 : Editions.number(inForce);
    }

    long known() {
        return offered > 0 ? offered : Math.max(refused, held());
    }
}
