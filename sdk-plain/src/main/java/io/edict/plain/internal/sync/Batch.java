package io.edict.plain.internal.sync;

import io.edict.DocumentId;
import io.edict.plain.internal.store.StoredVersion;
import java.util.List;
import java.util.Set;

/**
 * Versions that are judged and put in force together, or refused together. It may hold none, when only a local file of a
 * layered view has changed.
 *
 * @param candidates the versions, of different documents
 * @param missing the documents whose version of the same transaction did not arrive in time; empty as a rule
 * @param views the layered views that the versions take part in; no other batch touches them meanwhile
 */
public record Batch(List<Candidate> candidates, List<DocumentId> missing, Set<Object> views) {
    /** Copies the collections. */
    public Batch {
        candidates = List.copyOf(candidates);
        missing = List.copyOf(missing);
        views = Set.copyOf(views);
    }

    /**
     * A version to judge.
     *
     * @param version the version
     * @param fromDisk whether it is a local copy
     */
    public record Candidate(StoredVersion version, boolean fromDisk) {
        /** The document. */
        public DocumentId id() {
            return version.info().id();
        }
    }
}
