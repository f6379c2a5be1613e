package io.edict.plain.internal.sync;

import io.edict.DocumentId;
import io.edict.plain.internal.store.StoredVersion;
import java.util.Set;

/** What {@link Transactions} wants done. Steps are carried out in their order. */
public sealed interface Step {
    /** Judge the versions, put them in force together or not at all, and answer with {@link Transactions#decided}. */
    record Judge(Batch batch) implements Step {}

    /**
     * Read the documents at the same time, after a time that grows with the attempts, and answer with
     * {@link Transactions#readAgain} when all have been read, or could not be, or are no longer followed.
     *
     * @param ids the documents
     * @param attempt which attempt it is, from 1
     */
    record ReadAgain(Set<DocumentId> ids, int attempt) implements Step {}

    /** Answer with {@link Transactions#waited} after half the transaction wait. */
    record Wait(DocumentId id, long ticket) implements Step {}

    /** The version is not let in, because another document of its transaction is not; tell the document's machine. */
    record RefuseWith(StoredVersion candidate, DocumentId because) implements Step {}

    /** What stood in the way of a refused version is gone; tell the document's machine. */
    record Reconsider(DocumentId id) implements Step {}
}
